/// The element of a person in a list sorted by person, one a person; nil if there is none.
///
/// Where no number was ever given up, it stands as far behind the first as the numbers are apart, and nowhere else is
/// looked. Elsewhere it stands before that place and is found by halving.
/// - Parameter person: whose an element is.
@inlinable
public func found<Element>(in list: [Element], _ id: PersonID, _ person: (Element) -> PersonID) -> Element? {
  guard let first = list.first.map(person), first <= id else { return nil }
  let (apart, isFar) = id.number.subtractingReportingOverflow(first.number)
  if !isFar, apart < list.count, person(list[apart]) == id { return list[apart] }
  var low = 0
  var high = isFar ? list.count : min(list.count, apart)
  while low < high {
    let middle = (low + high) / 2
    if person(list[middle]) < id { low = middle + 1 } else { high = middle }
  }
  return low < list.count && person(list[low]) == id ? list[low] : nil
}
