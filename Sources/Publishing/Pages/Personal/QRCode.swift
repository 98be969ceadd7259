import Bytes
import CQrencode

/// Appends a QR code (ISO/IEC 18004, error correction M) as an SVG with one path and a quiet zone of four modules.
/// Appends nothing for a text that does not fit into a code.
func appendQRCode(of text: String, into sink: inout ByteSink) {
  guard let code = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1) else { return }
  defer { QRcode_free(code) }
  let width = Int(code.pointee.width)
  guard width > 0, let modules = code.pointee.data else { return }
  sink.append("<svg class=\"qr-code\" viewBox=\"0 0 ")
  sink.appendDecimal(width + 8)
  sink.append(" ")
  sink.appendDecimal(width + 8)
  sink.append("\" role=\"img\" aria-label=\"QR\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h")
  sink.appendDecimal(width + 8)
  sink.append("v")
  sink.appendDecimal(width + 8)
  sink.append("H0z\"/><path fill=\"#000\" d=\"")
  for y in 0..<width {
    var x = 0
    while x < width {
      // The lowest bit of a module is set if it is dark.
      guard modules[y * width + x] & 1 == 1 else {
        x += 1
        continue
      }
      var run = 1
      while x + run < width, modules[y * width + x + run] & 1 == 1 { run += 1 }
      sink.append("M")
      sink.appendDecimal(x + 4)
      sink.append(" ")
      sink.appendDecimal(y + 4)
      sink.append("h")
      sink.appendDecimal(run)
      sink.append("v1h-")
      sink.appendDecimal(run)
      sink.append("z")
      x += run
    }
  }
  sink.append("\"/></svg>")
}
