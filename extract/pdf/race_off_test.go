//go:build !race

package pdf

// raceDetector tells that compiling PDFium takes minutes here.
const raceDetector = false
