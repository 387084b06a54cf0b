//go:build !race

package nationtest

const raceDetector = false
