package generate

import "strings"

// traditional converts a page as mirrors do, character by character.
var traditional = pairs("规規范範国國务務报報总總计計数數条條项項处處罚罰强強对對开開许許费費业業机機构構织織会會组組权權属屬类類内內过過执執档檔询詢补補请請确確认認举舉诉訴复復议議单單办辦结結转轉续續继繼维維纠糾审審经經讼訟后後现現决決购購减減废廢发發当當产產无無须須应應与與为為个個区區这這样樣县縣镇鎮统統题題进進见見际際间間关關听聽说說资資动動网網门門户戶满滿达達员員职職历歷额額万萬号號标標准準级級财財预預测測写寫书書络絡传傳种種载載据據获獲围圍护護优優价價众眾义義释釋乡鄉读讀时時专專调調监監体體实實导導设設责責论論舆輿热熱点點参參闻聞访訪谈談录錄隐隱济濟稳穩团團层層来來阅閱图圖馈饋够夠仅僅从從众眾优優传傳电電")

func pairs(s string) *strings.Replacer {
	var of []string
	for _, c := range s {
		of = append(of, string(c))
	}
	return strings.NewReplacer(of...)
}

// convert turns what is printed of the figures, which takes their units along.
func convert(figs []*Figure) {
	for _, f := range figs {
		f.Raw = traditional.Replace(f.Raw)
		f.Unit = ""
		f.UnitSource = ""
	}
}
