/// The element of a person in a list sorted by person, found by halving; nil if there is none.
///
/// - Parameter person: whose an element is.
@inlinable
public func found<Element>(in list: [Element], _ id: PersonID, _ person: (Element) -> PersonID) -> Element? {
  var low = 0
  var high = list.count
  while low < high {
    let middle = (low + high) / 2
    if person(list[middle]) < id { low = middle + 1 } else { high = middle }
  }
  return low < list.count && person(list[low]) == id ? list[low] : nil
}
