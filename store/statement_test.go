package store

import "testing"

func TestSeveralStatementsAreTold(t *testing.T) {
	for query, want := range map[string]bool{
		"": true, "SELECT 1": true, "SELECT 1;": true, " SELECT 1 ; ; -- done; really\n /* and; done */ ": true,
		"SELECT ';' || \"a;b\" || [c;d] || `e;f` FROM t": true, "SELECT 'it''s; fine'": true, "SELECT 1 -- ; SELECT 2": true, "SELECT 1 /* ; SELECT 2": true,
		"SELECT 1; SELECT 2": false, "SELECT 1;SELECT 2": false, "; SELECT 1": false, "SELECT 1; -- x\nSELECT 2": false,
		"SELECT ''';'; SELECT 2": false, "SELECT 1; 'x'": false, "SELECT 4-1; SELECT 2": false,
	} {
		if got := isOneStatement(query); got != want {
			t.Errorf("%q: %v", query, got)
		}
	}
}
