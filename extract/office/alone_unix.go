//go:build unix

package office

import (
	"os/exec"
	"syscall"
)

// alone lets a program that is stopped take its own children with it: soffice
// is a script that starts another program.
func alone(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
