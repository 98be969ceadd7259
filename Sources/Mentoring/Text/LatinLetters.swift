/// Latin letters and digits beyond ASCII, in lower case, each after its ASCII transliteration. They are Unicode's
/// compatibility decompositions without combining marks (Unicode 15), plus manually added letters without one, such as
/// `ł` and `æ`. The latter are also in `Templates/assets/almanac.js`.
let latinLetterLines: StaticString = """
  0 ０⁰₀
  1 ¹１₁
  2 ²２₂
  3 ³３₃
  4 ４⁴₄
  5 ５⁵₅
  6 ６⁶₆
  7 ７⁷₇
  8 ８⁸₈
  9 ９⁹₉
  a ªàáâãäåāăąǎǟǡǻȁȃȧɑḁạảấầẩẫậắằẳẵặａₐ
  ae æǣǽ
  b ƀɓḃḅḇｂ
  c çćĉċčƈḉｃ
  d ðďđɖɗḋḍḏḑḓｄ
  dz ǆǳ
  e èéêëēĕėęěǝȅȇȩəɛḕḗḙḛḝẹẻẽếềểễệｅₑₔ
  f ƒḟｆ
  ff ﬀ
  ffi ﬃ
  ffl ﬄ
  fi ﬁ
  fl ﬂ
  g ĝğġģǥǧǵɣḡｇ
  h ĥħȟḣḥḧḩḫẖｈₕ
  i ìíîïĩīĭįıǐȉȋɨɩḭḯỉịｉⁱ
  ij ĳ
  j ĵǰｊ
  k ķĸƙǩḱḳḵｋₖ
  l ĺļľłƚḷḹḻḽｌₗ
  lj ǉ
  m ḿṁṃｍₘ
  n ñńņňǹɲṅṇṉṋｎⁿₙ
  ng ŋ
  nj ǌ
  o ºòóôõöøōŏőơǒǫǭǿȍȏȫȭȯȱɔɵṍṏṑṓọỏốồổỗộớờởỡợｏₒ
  oe œ
  p ƥṕṗｐₚ
  q ｑ
  r ŕŗřȑȓṙṛṝṟｒ
  s śŝşšſșṡṣṥṧṩẛｓₛ
  ss ß
  st ﬅﬆ
  t ţťŧƭțṫṭṯṱẗｔₜ
  th þ
  u ùúûüũūŭůűųưǔǖǘǚǜȕȗʉʊṳṵṷṹṻụủứừửữựｕ
  v ʋṽṿｖ
  w ŵẁẃẅẇẉẘｗ
  x ẋẍｘₓ
  y ýÿŷƴȳẏẙỳỵỷỹｙ
  z źżžƶǯʒẑẓẕｚ
  """
