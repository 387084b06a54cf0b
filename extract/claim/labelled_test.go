package claim

import "testing"

func TestLabelledDevelopmentHalf(t *testing.T) {
	s := measure(newFinder(t), readLabelled(t, "dev.json"), t.Logf)
	t.Logf("dev: precision %.4f recall %.4f (%d found, %d wrong, %d missed)", s.precision(), s.recall(), s.found, s.wrong, s.missed)
}

func TestLabelledHeldOutHalf(t *testing.T) {
	s := measure(newFinder(t), readLabelled(t, "heldout.json"), t.Logf)
	t.Logf("held out: precision %.4f recall %.4f (%d found, %d wrong, %d missed)", s.precision(), s.recall(), s.found, s.wrong, s.missed)
}

func TestLabelledSecondHeldOut(t *testing.T) {
	s := measure(newFinder(t), readLabelled(t, "heldout2.json"), t.Logf)
	t.Logf("second held out: precision %.4f recall %.4f (%d found, %d wrong, %d missed)", s.precision(), s.recall(), s.found, s.wrong, s.missed)
}

func TestLabelledThirdHeldOut(t *testing.T) {
	s := measure(newFinder(t), readLabelled(t, "heldout3.json"), t.Logf)
	t.Logf("third held out: precision %.4f recall %.4f (%d found, %d wrong, %d missed)", s.precision(), s.recall(), s.found, s.wrong, s.missed)
}

func TestLabelledFourthHeldOut(t *testing.T) {
	s := measure(newFinder(t), readLabelled(t, "heldout4.json"), t.Logf)
	t.Logf("fourth held out: precision %.4f recall %.4f (%d found, %d wrong, %d missed)", s.precision(), s.recall(), s.found, s.wrong, s.missed)
}

func TestLabelledFifthHeldOut(t *testing.T) {
	s := measure(newFinder(t), readLabelled(t, "heldout5.json"), t.Logf)
	t.Logf("fifth held out: precision %.4f recall %.4f (%d found, %d wrong, %d missed)", s.precision(), s.recall(), s.found, s.wrong, s.missed)
}
