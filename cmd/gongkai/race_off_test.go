//go:build !race

package main

// raceDetector tells that compiling PDFium takes minutes here.
const raceDetector = false
