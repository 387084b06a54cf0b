//go:build race

package nationtest

const raceDetector = true
