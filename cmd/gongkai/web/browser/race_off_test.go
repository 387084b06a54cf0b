//go:build !race

package browser_test

// raceDetector tells whether the race detector is compiled in.
const raceDetector = false
