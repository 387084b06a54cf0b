package solve

import (
	"math/rand/v2"
	"testing"
)

// The tables of the benchmarks are made once; each of b.N solves all of them.
func made(n int, rate float64, make func(*rand.Rand) *sheet) []*Table {
	rnd := rand.New(rand.NewPCG(5, 6))
	var out []*Table
	for i := range n {
		s := make(rnd)
		s.writeZeros(rnd)
		cs := conventions()
		out = append(out, s.flatten(rnd, cs[i%len(cs)], rate))
	}
	return out
}

func benchmark(b *testing.B, tables []*Table) {
	b.ReportAllocs()
	tooMany, runs := 0, 0
	for b.Loop() {
		for _, t := range tables {
			res, err := Solve(t)
			if err != nil {
				b.Fatal(err)
			}
			for _, v := range res.Verdicts {
				runs++
				if v == TooMany {
					tooMany++
				}
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(tables)), "µs/table")
	b.ReportMetric(100*float64(tooMany)/float64(runs), "%too-many")
}

func BenchmarkRequestsEveryRowShort(b *testing.B) {
	benchmark(b, made(100, 1, func(r *rand.Rand) *sheet { return requests(r, 21) }))
}

func BenchmarkRequestsFewRowsShort(b *testing.B) {
	benchmark(b, made(100, 0.1, func(r *rand.Rand) *sheet { return requests(r, 21) }))
}

func BenchmarkReview(b *testing.B) { benchmark(b, made(100, 1, review)) }
