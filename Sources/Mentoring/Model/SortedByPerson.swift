/// The element for a person in a list sorted by person, with one element per person; nil if there is none.
///
/// If no id is missing, the element's index is its id minus the first element's id, and only that index is checked.
/// Otherwise the element is before that index, and a binary search finds it.
///
/// - Parameter person: returns the person of an element.
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
