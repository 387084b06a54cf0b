//go:build race

package extract

// raceDetector tells that compiling PDFium takes minutes here.
const raceDetector = true
