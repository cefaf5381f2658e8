"""双子字 - signs that the reader of signs, which learned Chinese first, gives for the Japanese ones that were meant.

Pairs, the wrong one first. Those that Japanese names are written with (齋, 澤, 邊 …) are not among them, but for the
last three: for once that a name is printed 惠, 薰 or 黑 it is printed 恵, 薫 or 黒 many times, and read as the former.
"""

from typing import Final

_PAIRS: Final = """
曰日 曆暦 單単 单単 专専 專専 从従 從従 产産 產産 卖売 賣売 壳売 项項 时時 间間 险険 險険 况況 业業 务務 赁賃 证証 劳労
医医 內内 带帯 帶帯 娛娯 阳陽 阴陰 见見 长長 东東 车車 门門 问問 关関 电電 气気 传伝 马馬 鸟鳥 鱼魚 龙竜 贝貝 页頁
风風 飞飛 饭飯 饮飲 馆館 钱銭 铁鉄 银銀 针針 录録 总総 纪紀 约約 级級 组組 终終 结結 给給 统統 经経 绪緒 线線 维維 绿緑
编編 缘縁 县県 备備 户戸 农農 渔漁 矿鉱 设設 计計 议議 记記 许許 论論 评評 词詞 译訳 试試 诗詩 话話 该該 详詳 语語 误誤
说説 请請 诸諸 课課 调調 识識 负負 财財 责責 货貨 质質 购購 贸貿 费費 贺賀 资資 赖頼 跃躍 过過 达達 运運 还還 进進 远遠
违違 连連 选選 遗遺 邮郵 铃鈴 锅鍋 阶階 际際 难難 顺順 须須 预預 领領 频頻 题題 颜顔 额額 类類 齿歯 岁歳 强強 归帰 怀懐
态態 惯慣 执執 扩拡 护護 报報 损損 换換 挥揮 敌敵 无無 术術 权権 极極 构構 标標 树樹 样様 桥橋 梦夢 检検 欢歓 汉漢 沟溝
泽沢 济済 测測 浓濃 润潤 涩渋 满満 烧焼 热熱 爱愛 犹猶 获獲 环環 现現 疗療 确確 祸禍 离離 种種 积積 稳穏 竞競 笔筆 筑築
简簡 粮糧 纳納 职職 肃粛 肠腸 胜勝 脑脳 节節 艺芸 苏蘇 荣栄 药薬 营営 萨薩 蓝藍 虑慮 补補 观観 规規 视視 览覧 觉覚 认認
训訓 讲講 访訪 诊診 贮貯 ·・ •・ ▢□ 惠恵 薰薫 黑黒
"""
TWINS: Final = {pair[0]: pair[1] for pair in _PAIRS.split() if pair[0] != pair[1]}
