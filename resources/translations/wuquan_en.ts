<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>AlarmWords</name>
    <message>
        <source>紧急待签收</source>
        <translation>Urgent, not accepted</translation>
    </message>
    <message>
        <source>紧急超期</source>
        <translation>Urgent, overdue</translation>
    </message>
    <message>
        <source>较急超期</source>
        <translation>Pressing, overdue</translation>
    </message>
    <message>
        <source>街道未定</source>
        <translation>No street</translation>
    </message>
</context>
<context>
    <name>CardWriter</name>
    <message>
        <source>%1 个社区</source>
        <translation>%1 communities</translation>
    </message>
    <message>
        <source>%1 个网格</source>
        <translation>%1 grids</translation>
    </message>
    <message>
        <source>在办事件</source>
        <translation>Open incidents</translation>
    </message>
    <message>
        <source>人口</source>
        <translation>Population</translation>
    </message>
    <message>
        <source>设备</source>
        <translation>Devices</translation>
    </message>
    <message>
        <source>其他设备</source>
        <translation>Other devices</translation>
    </message>
    <message>
        <source>%1 · 离线 %2</source>
        <translation>%1 · %2 offline</translation>
    </message>
    <message>
        <source>种类</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>位置</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>已定位</source>
        <translation>Located</translation>
    </message>
    <message>
        <source>无坐标</source>
        <translation>No coordinates</translation>
    </message>
    <message>
        <source>编号</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>防控圈</source>
        <translation>Circle</translation>
    </message>
    <message>
        <source>场所</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>空闲</source>
        <translation>Free</translation>
    </message>
    <message>
        <source>出警中</source>
        <translation>Busy</translation>
    </message>
    <message>
        <source>下班</source>
        <translation>Off duty</translation>
    </message>
    <message>
        <source>在岗</source>
        <translation>On duty</translation>
    </message>
    <message>
        <source>%1 人</source>
        <translation>%1 people</translation>
    </message>
    <message>
        <source>力量</source>
        <translation>Team</translation>
    </message>
    <message>
        <source>全区</source>
        <translation>Whole district</translation>
    </message>
    <message>
        <source>街道</source>
        <translation>Subdistrict</translation>
    </message>
    <message>
        <source>社区</source>
        <translation>Community</translation>
    </message>
    <message>
        <source>网格</source>
        <translation>Grid</translation>
    </message>
    <message>
        <source>在办事件 · 筛选后</source>
        <translation>Open incidents · filtered</translation>
    </message>
    <message>
        <source>点</source>
        <translation>Point</translation>
    </message>
    <message>
        <source>线</source>
        <translation>Line</translation>
    </message>
    <message>
        <source>面</source>
        <translation>Area</translation>
    </message>
    <message>
        <source>文字</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>保障</source>
        <translation>Support</translation>
    </message>
    <message>
        <source>注意</source>
        <translation>Caution</translation>
    </message>
    <message>
        <source>管制</source>
        <translation>Restricted</translation>
    </message>
    <message>
        <source>标注</source>
        <translation>Annotation</translation>
    </message>
    <message>
        <source>用途</source>
        <translation>Purpose</translation>
    </message>
    <message>
        <source>标注人</source>
        <translation>Written by</translation>
    </message>
    <message>
        <source>标注时间</source>
        <translation>Written at</translation>
    </message>
    <message>
        <source>坐标不可用</source>
        <translation>Unusable coordinates</translation>
    </message>
</context>
<context>
    <name>CaseFacts</name>
    <message>
        <source>→ %1（协办）</source>
        <translation>→ %1 (co-handler)</translation>
    </message>
    <message>
        <source>已解决</source>
        <translation>Solved</translation>
    </message>
    <message>
        <source>未解决</source>
        <translation>Not solved</translation>
    </message>
    <message>
        <source>代办</source>
        <translation>on behalf</translation>
    </message>
    <message>
        <source>待签收</source>
        <translation>to accept</translation>
    </message>
    <message>
        <source>申请退回</source>
        <translation>Return asked for</translation>
    </message>
    <message>
        <source>已到场 %1</source>
        <translation>arrived %1</translation>
    </message>
    <message>
        <source>已签收 %1</source>
        <translation>accepted %1</translation>
    </message>
    <message>
        <source>已送达 %1</source>
        <translation>delivered %1</translation>
    </message>
    <message>
        <source>主办</source>
        <translation>Main</translation>
    </message>
    <message>
        <source>协办</source>
        <translation>Co</translation>
    </message>
    <message>
        <source> · 已回复：%1</source>
        <translation> · answered: %1</translation>
    </message>
    <message>
        <source> · 应于 %1 回复</source>
        <translation> · answer due %1</translation>
    </message>
    <message>
        <source>批示</source>
        <translation>Instruction</translation>
    </message>
    <message>
        <source>督办</source>
        <translation>Supervision</translation>
    </message>
    <message>
        <source>%1 米</source>
        <translation>%1 m</translation>
    </message>
    <message numerus="yes">
        <source>%n 分</source>
        <translation>
            <numerusform>%n point</numerusform>
            <numerusform>%n points</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CaseWords</name>
    <message>
        <source>上报</source>
        <translation>Reported</translation>
    </message>
    <message>
        <source>立案</source>
        <translation>Filed</translation>
    </message>
    <message>
        <source>派遣</source>
        <translation>Dispatched</translation>
    </message>
    <message>
        <source>撤回</source>
        <translation>Recalled</translation>
    </message>
    <message>
        <source>转派</source>
        <translation>Transferred</translation>
    </message>
    <message>
        <source>增派协办</source>
        <translation>Co-handler added</translation>
    </message>
    <message>
        <source>送达</source>
        <translation>Delivered</translation>
    </message>
    <message>
        <source>签收</source>
        <translation>Accepted</translation>
    </message>
    <message>
        <source>到场</source>
        <translation>Arrived</translation>
    </message>
    <message>
        <source>办结反馈</source>
        <translation>Handled</translation>
    </message>
    <message>
        <source>申请退回</source>
        <translation>Return asked for</translation>
    </message>
    <message>
        <source>退回</source>
        <translation>Returned</translation>
    </message>
    <message>
        <source>不同意退回</source>
        <translation>Return refused</translation>
    </message>
    <message>
        <source>现场核查</source>
        <translation>Checked on site</translation>
    </message>
    <message>
        <source>核查不通过</source>
        <translation>Check failed</translation>
    </message>
    <message>
        <source>结案</source>
        <translation>Closed</translation>
    </message>
    <message>
        <source>评价</source>
        <translation>Evaluated</translation>
    </message>
    <message>
        <source>抽查</source>
        <translation>Checked again</translation>
    </message>
    <message>
        <source>挂起</source>
        <translation>Suspended</translation>
    </message>
    <message>
        <source>恢复</source>
        <translation>Resumed</translation>
    </message>
    <message>
        <source>升级</source>
        <translation>Escalated</translation>
    </message>
    <message>
        <source>超期</source>
        <translation>Overdue</translation>
    </message>
    <message>
        <source>督办</source>
        <translation>Supervision</translation>
    </message>
    <message>
        <source>批示</source>
        <translation>Instruction</translation>
    </message>
    <message>
        <source>回复督办</source>
        <translation>Answered</translation>
    </message>
    <message>
        <source>并案</source>
        <translation>Merged</translation>
    </message>
    <message>
        <source>并入一件</source>
        <translation>Took in a duplicate</translation>
    </message>
    <message>
        <source>重新立案</source>
        <translation>Reopened</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>这个账号没有岗位</source>
        <translation>This login has no post</translation>
    </message>
    <message>
        <source>没有这件事件，或不在您的范围内</source>
        <translation>There is no such incident within your reach</translation>
    </message>
    <message>
        <source>您的岗位不能这样做</source>
        <translation>Your post may not do that</translation>
    </message>
    <message>
        <source>这件事件属于别的街道</source>
        <translation>This incident belongs to another street</translation>
    </message>
    <message>
        <source>现在的状态下不能这样做</source>
        <translation>That can&apos;t be done in its present state</translation>
    </message>
    <message>
        <source>已挂起，请先恢复</source>
        <translation>It is suspended: resume it first</translation>
    </message>
    <message>
        <source>需要写明理由</source>
        <translation>A reason is needed</translation>
    </message>
    <message>
        <source>没有这支队伍</source>
        <translation>There is no such team</translation>
    </message>
    <message>
        <source>这支队伍不在岗</source>
        <translation>This team is off duty</translation>
    </message>
    <message>
        <source>这支队伍属于别的街道，请区中心派遣</source>
        <translation>This team belongs to another street: ask the district centre</translation>
    </message>
    <message>
        <source>没有选派遣对象</source>
        <translation>Nobody was chosen to be sent</translation>
    </message>
    <message>
        <source>已经派给它了</source>
        <translation>They have an order for it already</translation>
    </message>
    <message>
        <source>没有可办的派遣单</source>
        <translation>There is no order to act on</translation>
    </message>
    <message>
        <source>已经做过了</source>
        <translation>That has been done already</translation>
    </message>
    <message>
        <source>还没有签收</source>
        <translation>It has not been accepted yet</translation>
    </message>
    <message>
        <source>已经到场，不能撤回</source>
        <translation>They have arrived: it can&apos;t be recalled</translation>
    </message>
    <message>
        <source>协办还没有办结</source>
        <translation>A co-handler is not done yet</translation>
    </message>
    <message>
        <source>经手人不能核查自己的事件</source>
        <translation>Whoever handled it can&apos;t verify it</translation>
    </message>
    <message>
        <source>需要先现场核查</source>
        <translation>A check on site is needed first</translation>
    </message>
    <message>
        <source>需要选择结果</source>
        <translation>A result has to be chosen</translation>
    </message>
    <message>
        <source>没有抽中，或已抽查</source>
        <translation>It was not chosen, or has been checked</translation>
    </message>
    <message>
        <source>没有挂起</source>
        <translation>It is not suspended</translation>
    </message>
    <message>
        <source>已是最高级别</source>
        <translation>It has the highest level already</translation>
    </message>
    <message>
        <source>没有待回复的督办</source>
        <translation>No supervision waits for an answer</translation>
    </message>
    <message>
        <source>不能并入那件事件</source>
        <translation>It can&apos;t be merged into that incident</translation>
    </message>
    <message>
        <source>已办结</source>
        <translation>done</translation>
    </message>
    <message>
        <source>已退回</source>
        <translation>returned</translation>
    </message>
    <message>
        <source>已撤回</source>
        <translation>recalled</translation>
    </message>
    <message>
        <source>已并案</source>
        <translation>merged</translation>
    </message>
    <message>
        <source>正在提交…</source>
        <translation>Sending…</translation>
    </message>
    <message>
        <source>还没有发出，等待连接</source>
        <translation>Not sent yet: waiting for a connection</translation>
    </message>
    <message>
        <source>连接断开，结果未知，正在查询</source>
        <translation>Connection lost, outcome unknown: asking again</translation>
    </message>
    <message>
        <source>已完成，等待刷新</source>
        <translation>Done, waiting for the screen</translation>
    </message>
    <message>
        <source>没有提交：事件已变</source>
        <translation>Not done: the incident has changed</translation>
    </message>
    <message>
        <source>没有提交：%1 %2 已%3</source>
        <translation>Not done: %1 %2, &quot;%3&quot;</translation>
    </message>
    <message>
        <source>没有提交：%1</source>
        <translation>Not done: %1</translation>
    </message>
    <message>
        <source>确认告警</source>
        <translation>Alarm acknowledged</translation>
    </message>
    <message>
        <source>搁置告警</source>
        <translation>Alarm shelved</translation>
    </message>
    <message>
        <source>取消搁置</source>
        <translation>Alarm unshelved</translation>
    </message>
    <message>
        <source>搁置的时间太长</source>
        <translation>It can&apos;t be shelved that long</translation>
    </message>
    <message>
        <source>没有搁置</source>
        <translation>It is not shelved</translation>
    </message>
    <message>
        <source>这支队伍不是巡逻队</source>
        <translation>This team is no patrol</translation>
    </message>
    <message>
        <source>附件</source>
        <translation>Files</translation>
    </message>
    <message>
        <source>联系来电人</source>
        <translation>Caller rung</translation>
    </message>
    <message>
        <source>查看来电号码</source>
        <translation>Caller&apos;s number seen</translation>
    </message>
    <message>
        <source>这支队伍没有巡逻任务</source>
        <translation>This team has no patrol</translation>
    </message>
    <message>
        <source>已有点名在进行</source>
        <translation>A roll-call is under way</translation>
    </message>
    <message>
        <source>点名已经结束</source>
        <translation>The roll-call has ended</translation>
    </message>
    <message>
        <source>没有这次点名</source>
        <translation>There is no such roll-call</translation>
    </message>
    <message>
        <source>没有这个岗位</source>
        <translation>There is no such post</translation>
    </message>
    <message>
        <source>不是您的岗位</source>
        <translation>That post is not yours</translation>
    </message>
    <message>
        <source>刚刚已经交班</source>
        <translation>It has just been handed over</translation>
    </message>
    <message>
        <source>文件太大</source>
        <translation>The file is too large</translation>
    </message>
    <message>
        <source>附件已满</source>
        <translation>It has as many files as it may</translation>
    </message>
    <message>
        <source>没有留下联系方式</source>
        <translation>The caller left no number</translation>
    </message>
</context>
<context>
    <name>DeviceClusters</name>
    <message>
        <source>设备 %1 台</source>
        <translation>%1 devices</translation>
    </message>
    <message>
        <source>报警 %1</source>
        <translation>%1 in alarm</translation>
    </message>
    <message>
        <source>故障 %1</source>
        <translation>%1 faulty</translation>
    </message>
    <message>
        <source>离线 %1</source>
        <translation>%1 offline</translation>
    </message>
    <message>
        <source>在线 %1</source>
        <translation>%1 online</translation>
    </message>
</context>
<context>
    <name>Furniture</name>
    <message>
        <source>%1 米</source>
        <translation>%1 m</translation>
    </message>
    <message>
        <source>%1 千米</source>
        <translation>%1 km</translation>
    </message>
    <message>
        <source>每网格在办</source>
        <translation>Open per grid</translation>
    </message>
    <message>
        <source>每社区在办</source>
        <translation>Open per community</translation>
    </message>
    <message>
        <source>示意图 · 演示数据</source>
        <translation>Schematic · demo data</translation>
    </message>
    <message>
        <source>紧急</source>
        <translation>Urgent</translation>
    </message>
    <message>
        <source>较急</source>
        <translation>Pressing</translation>
    </message>
    <message>
        <source>一般</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>疏</source>
        <translation>Few</translation>
    </message>
    <message>
        <source>密</source>
        <translation>Many</translation>
    </message>
    <message>
        <source>在办密度</source>
        <translation>Open, density</translation>
    </message>
    <message>
        <source>摄像机可见</source>
        <translation>Seen by a camera</translation>
    </message>
    <message>
        <source>盲区场所</source>
        <translation>Blind place</translation>
    </message>
    <message>
        <source>每网格超期</source>
        <translation>Overdue per grid</translation>
    </message>
    <message>
        <source>每社区超期</source>
        <translation>Overdue per community</translation>
    </message>
    <message>
        <source>网格在办，每平方千米</source>
        <translation>Open per km², by grid</translation>
    </message>
    <message>
        <source>社区在办，每平方千米</source>
        <translation>Open per km², by community</translation>
    </message>
    <message>
        <source>每街道受理，近 30 天</source>
        <translation>Reported per street, 30 days</translation>
    </message>
    <message>
        <source>网格设备未在线</source>
        <translation>Devices not online, by grid</translation>
    </message>
    <message>
        <source>社区设备未在线</source>
        <translation>Devices not online, by community</translation>
    </message>
    <message>
        <source>底图：%1，将重试</source>
        <translation>Tiles: %1; trying again</translation>
    </message>
    <message>
        <source>受理密度</source>
        <translation>Reported density</translation>
    </message>
</context>
<context>
    <name>IncidentClusters</name>
    <message>
        <source>事件 %1 件</source>
        <translation>%1 incidents</translation>
    </message>
    <message>
        <source>紧急 %1</source>
        <translation>%1 urgent</translation>
    </message>
    <message>
        <source>较急 %1</source>
        <translation>%1 pressing</translation>
    </message>
    <message>
        <source>一般 %1</source>
        <translation>%1 normal</translation>
    </message>
</context>
<context>
    <name>Indicator</name>
    <message>
        <source>%1 天</source>
        <translation>%1 days</translation>
    </message>
    <message>
        <source>三年前 %1</source>
        <translation>%1 three years ago</translation>
    </message>
</context>
<context>
    <name>MeasureText</name>
    <message>
        <source>%1 米</source>
        <translation>%1 m</translation>
    </message>
    <message>
        <source>%1 千米</source>
        <translation>%1 km</translation>
    </message>
    <message>
        <source>%1 平方米</source>
        <translation>%1 m²</translation>
    </message>
    <message>
        <source>%1 公顷</source>
        <translation>%1 ha</translation>
    </message>
    <message>
        <source>%1 平方千米</source>
        <translation>%1 km²</translation>
    </message>
    <message>
        <source>周长 %1</source>
        <translation>Perimeter %1</translation>
    </message>
    <message>
        <source>边线相交,面积不准</source>
        <translation>Sides cross: the area is not right</translation>
    </message>
</context>
<context>
    <name>PrintMargins</name>
    <message>
        <source>每个社区的设备数。打印件不含单台设备的位置、视野和盲区。</source>
        <translation>Devices in each community. A print never shows where single devices stand, what they see or which places none sees.</translation>
    </message>
    <message>
        <source>另有 %1 个社区的设备数在图上放不下。</source>
        <translation>%1 more communities have no room for their number.</translation>
    </message>
    <message>
        <source>队伍的位置会过期,不打印。</source>
        <translation>Places of teams expire and are not printed.</translation>
    </message>
    <message>
        <source>事件按打印时的筛选显示。</source>
        <translation>Incidents are those of the filter set when this was printed.</translation>
    </message>
    <message>
        <source>场所</source>
        <translation>Places</translation>
    </message>
    <message>
        <source>标注:说明</source>
        <translation>Annotations: note</translation>
    </message>
    <message>
        <source>保障</source>
        <translation>support</translation>
    </message>
    <message>
        <source>注意</source>
        <translation>caution</translation>
    </message>
    <message>
        <source>管制</source>
        <translation>restricted</translation>
    </message>
    <message>
        <source>比例尺约 %1</source>
        <translation>Scale about %1</translation>
    </message>
    <message>
        <source>底图:%1</source>
        <translation>Base map: %1</translation>
    </message>
    <message>
        <source>未连接数据库</source>
        <translation>not connected</translation>
    </message>
    <message>
        <source>用户 %1 · 席位 %2 · 服务器时间 %3</source>
        <translation>User %1 · seat %2 · server time %3</translation>
    </message>
    <message>
        <source>数据截至 %1</source>
        <translation>Data as of %1</translation>
    </message>
    <message>
        <source>数据不是最新</source>
        <translation>Data is not current</translation>
    </message>
    <message>
        <source>数据不是最新:截至 %1</source>
        <translation>Data is not current: as of %1</translation>
    </message>
    <message>
        <source>数据不是最新:截至 %1,已过 %2 分钟</source>
        <translation>Data is not current: as of %1, %2 min ago</translation>
    </message>
    <message>
        <source>热力:%1 至 %2 受理的事件。</source>
        <translation>Heat: incidents reported from %1 to %2.</translation>
    </message>
    <message>
        <source>热力的数据没有读全。</source>
        <translation>The data of the heat is not complete.</translation>
    </message>
    <message>
        <source>演练</source>
        <translation>EXERCISE</translation>
    </message>
</context>
<context>
    <name>RoomNews</name>
    <message>
        <source>数据库的回答读不懂</source>
        <translation>The database&apos;s answer can&apos;t be read</translation>
    </message>
</context>
<context>
    <name>RoomWords</name>
    <message>
        <source>正在提交…</source>
        <translation>Sending…</translation>
    </message>
    <message>
        <source>还没有发出，等待连接</source>
        <translation>Not sent yet: waiting for a connection</translation>
    </message>
    <message>
        <source>连接断开，结果未知，正在查询</source>
        <translation>Connection lost, outcome unknown: asking again</translation>
    </message>
    <message>
        <source>没有提交：%1</source>
        <translation>Not done: %1</translation>
    </message>
    <message>
        <source>%1 无人在岗 · %2</source>
        <translation>%1: nobody on duty · %2</translation>
    </message>
    <message>
        <source>%1 巡逻未报到 · %2</source>
        <translation>%1 has not reported · %2</translation>
    </message>
    <message>
        <source>%1 %2 离线 %3/%4 · %5</source>
        <translation>%1: %2 offline %3/%4 · %5</translation>
    </message>
    <message>
        <source>%1 请看</source>
        <translation>%1: look here</translation>
    </message>
    <message>
        <source>地图上的一处</source>
        <translation>a place on the map</translation>
    </message>
</context>
<context>
    <name>ThingName</name>
    <message>
        <source>待派</source>
        <translation>Assign</translation>
    </message>
    <message>
        <source>待签收</source>
        <translation>Accept</translation>
    </message>
    <message>
        <source>处置中</source>
        <translation>Handling</translation>
    </message>
    <message>
        <source>待核查</source>
        <translation>Verify</translation>
    </message>
    <message>
        <source>超期</source>
        <translation>Overdue</translation>
    </message>
    <message>
        <source>设备</source>
        <translation>Device</translation>
    </message>
    <message>
        <source>在线</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>离线</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>报警</source>
        <translation>Alarm</translation>
    </message>
    <message>
        <source>故障</source>
        <translation>Fault</translation>
    </message>
    <message>
        <source>在办 %1 件</source>
        <translation>%1 open</translation>
    </message>
    <message>
        <source>无在线摄像机可见</source>
        <translation>no online camera sees it</translation>
    </message>
    <message>
        <source>超期 %1 件</source>
        <translation>%1 overdue</translation>
    </message>
    <message>
        <source>每平方千米 %1 件</source>
        <translation>%1 per km²</translation>
    </message>
    <message>
        <source>近 30 天受理 %1 件</source>
        <translation>%1 reported in 30 days</translation>
    </message>
    <message>
        <source>设备未在线 %1</source>
        <translation>%1 of devices not online</translation>
    </message>
    <message>
        <source>刚刚</source>
        <translation>just now</translation>
    </message>
    <message>
        <source>%1 分钟前</source>
        <translation>%1 min ago</translation>
    </message>
    <message>
        <source>%1 小时前</source>
        <translation>%1 h ago</translation>
    </message>
    <message>
        <source>%1 天前</source>
        <translation>%1 d ago</translation>
    </message>
    <message>
        <source>标注</source>
        <translation>Annotation</translation>
    </message>
</context>
<context>
    <name>ViewName</name>
    <message>
        <source>地图</source>
        <translation>Map</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>公共场所</source>
        <translation>Public places</translation>
    </message>
    <message>
        <source>小区村庄</source>
        <translation>Residential</translation>
    </message>
    <message>
        <source>企事业单位</source>
        <translation>Enterprises</translation>
    </message>
    <message>
        <source>校园</source>
        <translation>Campus</translation>
    </message>
    <message>
        <source>互联网</source>
        <translation>Internet</translation>
    </message>
    <message>
        <source>紧急</source>
        <translation>Urgent</translation>
    </message>
    <message>
        <source>较急</source>
        <translation>Pressing</translation>
    </message>
    <message>
        <source>一般</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>一般事件</source>
        <translation>General</translation>
    </message>
    <message>
        <source>较大事件</source>
        <translation>Larger</translation>
    </message>
    <message>
        <source>重大事件</source>
        <translation>Major</translation>
    </message>
    <message>
        <source>已结案</source>
        <translation>Closed</translation>
    </message>
    <message>
        <source>已评价</source>
        <translation>Evaluated</translation>
    </message>
    <message>
        <source>已合并</source>
        <translation>Merged</translation>
    </message>
    <message>
        <source>待办</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>待派</source>
        <translation>Assign</translation>
    </message>
    <message>
        <source>待签收</source>
        <translation>Accept</translation>
    </message>
    <message>
        <source>处置中</source>
        <translation>Handling</translation>
    </message>
    <message>
        <source>待核查</source>
        <translation>Verify</translation>
    </message>
    <message>
        <source>超期</source>
        <translation>Overdue</translation>
    </message>
    <message>
        <source>在线</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>离线</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>报警</source>
        <translation>Alarm</translation>
    </message>
    <message>
        <source>故障</source>
        <translation>Fault</translation>
    </message>
    <message>
        <source>正在连接</source>
        <translation>Connecting</translation>
    </message>
    <message>
        <source>数据正常</source>
        <translation>Data is live</translation>
    </message>
    <message>
        <source>数据滞后 %1</source>
        <translation>Data is %1 behind</translation>
    </message>
    <message>
        <source>数据中断</source>
        <translation>Data is cut off</translation>
    </message>
    <message>
        <source>数据库不可用</source>
        <translation>Database not usable</translation>
    </message>
    <message>
        <source>区域</source>
        <translation>Area</translation>
    </message>
    <message>
        <source>场所</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>设备</source>
        <translation>Device</translation>
    </message>
    <message>
        <source>力量</source>
        <translation>Team</translation>
    </message>
    <message>
        <source>事件</source>
        <translation>Incident</translation>
    </message>
    <message>
        <source>库属性</source>
        <translation>Database attributes</translation>
    </message>
    <message>
        <source>全部数据</source>
        <translation>All data</translation>
    </message>
    <message>
        <source>标注</source>
        <translation>Annotation</translation>
    </message>
    <message>
        <source>督办</source>
        <translation>Supervised</translation>
    </message>
</context>
<context>
    <name>wuquan::AlarmChip</name>
    <message>
        <source>告警：J 选中最紧急的一件，K 确认</source>
        <translation>Alarms: J goes to the gravest, K takes note</translation>
    </message>
    <message>
        <source>告警洪泛 %1</source>
        <translation>Flood: %1 alarms</translation>
    </message>
    <message>
        <source>告警 %1</source>
        <translation>Alarms %1</translation>
    </message>
    <message>
        <source>%1 · 搁置 %2</source>
        <translation>%1 · %2 shelved</translation>
    </message>
    <message>
        <source>%1 × %2 · %3 件</source>
        <translation>%1 × %2 · %3</translation>
    </message>
    <message>
        <source>街道未定</source>
        <translation>No street</translation>
    </message>
    <message>
        <source>搁置 %1 件</source>
        <translation>%1 shelved</translation>
    </message>
</context>
<context>
    <name>wuquan::AnnotationPanel</name>
    <message>
        <source>标注</source>
        <translation>Annotate</translation>
    </message>
    <message>
        <source>点</source>
        <translation>Point</translation>
    </message>
    <message>
        <source>线</source>
        <translation>Line</translation>
    </message>
    <message>
        <source>面</source>
        <translation>Area</translation>
    </message>
    <message>
        <source>文字</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>保障</source>
        <translation>Support</translation>
    </message>
    <message>
        <source>注意</source>
        <translation>Caution</translation>
    </message>
    <message>
        <source>管制</source>
        <translation>Restricted</translation>
    </message>
    <message>
        <source>种类:%1</source>
        <translation>Kind: %1</translation>
    </message>
    <message>
        <source>用途和颜色:%1</source>
        <translation>Purpose and colour: %1</translation>
    </message>
    <message>
        <source>文字,最多 256 字;不写个人信息</source>
        <translation>Text, at most 256 characters; nothing about persons</translation>
    </message>
    <message>
        <source>标注的文字</source>
        <translation>Text of the annotation</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>保存(在文字里按 Enter)</source>
        <translation>Save (Enter in the text)</translation>
    </message>
    <message>
        <source>移除</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>移除这条标注(Delete),可以撤销</source>
        <translation>Remove this annotation (Delete); it can be undone</translation>
    </message>
    <message>
        <source>撤销移除</source>
        <translation>Undo removal</translation>
    </message>
    <message>
        <source>把刚移除的标注放回去</source>
        <translation>Puts the annotation back that was just removed</translation>
    </message>
    <message>
        <source>不再发送</source>
        <translation>Don&apos;t send</translation>
    </message>
    <message>
        <source>取消还没有发送的标注</source>
        <translation>Cancels the annotation that has not been sent yet</translation>
    </message>
    <message>
        <source>修改标注 · %1</source>
        <translation>Change annotation · %1</translation>
    </message>
    <message>
        <source>新标注</source>
        <translation>New annotation</translation>
    </message>
</context>
<context>
    <name>wuquan::AnnotationTool</name>
    <message>
        <source>正在保存</source>
        <translation>Saving</translation>
    </message>
    <message>
        <source>等待连接</source>
        <translation>Waiting for connection</translation>
    </message>
    <message>
        <source>结果未知</source>
        <translation>Outcome unknown</translation>
    </message>
    <message>
        <source>没有保存</source>
        <translation>Not saved</translation>
    </message>
    <message>
        <source>先在地图上点出位置。</source>
        <translation>First set a place on the map.</translation>
    </message>
    <message>
        <source>面至少要三个点。</source>
        <translation>An area needs at least three points.</translation>
    </message>
    <message>
        <source>线至少要两个点。</source>
        <translation>A line needs at least two points.</translation>
    </message>
    <message>
        <source>点太多,最多 500 个。</source>
        <translation>Too many points; 500 at most.</translation>
    </message>
    <message>
        <source>有的点不在地图范围内。</source>
        <translation>Some points lie outside of the map.</translation>
    </message>
    <message>
        <source>文字最多 256 字。</source>
        <translation>A text has at most 256 characters.</translation>
    </message>
    <message>
        <source>文字里有看不见的控制字符,请删去。</source>
        <translation>The text has invisible control characters; please delete them.</translation>
    </message>
    <message>
        <source>请写下文字。</source>
        <translation>Please write a text.</translation>
    </message>
    <message>
        <source>还没有连接数据库。</source>
        <translation>Not connected to the database yet.</translation>
    </message>
    <message>
        <source>这个数据库没有标注。</source>
        <translation>This database has no annotations.</translation>
    </message>
    <message>
        <source>没有标注的权限,只能查看。</source>
        <translation>You have no right to annotate and can only look.</translation>
    </message>
    <message>
        <source>没有连接,连上后发送。</source>
        <translation>No connection; it is sent once there is one.</translation>
    </message>
    <message>
        <source>连接中断,不知道是否已保存,正在再问。</source>
        <translation>The connection broke; whether it was saved is unknown and is being asked again.</translation>
    </message>
    <message>
        <source>正在移除…</source>
        <translation>Removing…</translation>
    </message>
    <message>
        <source>正在保存…</source>
        <translation>Saving…</translation>
    </message>
    <message>
        <source>已移除。</source>
        <translation>Removed.</translation>
    </message>
    <message>
        <source>已保存。</source>
        <translation>Saved.</translation>
    </message>
    <message>
        <source>没有保存:%1</source>
        <translation>Not saved: %1</translation>
    </message>
    <message>
        <source>没有保存:别人已改为“%1”。再按一次就以这里的为准。</source>
        <translation>Not saved: somebody has changed it to “%1”. Press again and what stands here holds.</translation>
    </message>
    <message>
        <source>没有保存:别人已移除这条标注。</source>
        <translation>Not saved: somebody has removed this annotation.</translation>
    </message>
</context>
<context>
    <name>wuquan::AnnotationWriter</name>
    <message>
        <source>没有标注的权限</source>
        <translation>You have no right to annotate</translation>
    </message>
    <message>
        <source>数据库的回答读不懂</source>
        <translation>The database&apos;s answer can&apos;t be read</translation>
    </message>
    <message>
        <source>标注已有 5000 条，请先移除一些</source>
        <translation>There are 5,000 annotations; please remove some first</translation>
    </message>
</context>
<context>
    <name>wuquan::AttachmentReader</name>
    <message>
        <source>没有可用的文件名</source>
        <translation>There is no free name for the file</translation>
    </message>
    <message>
        <source>没有这个文件，或不在您的范围内</source>
        <translation>There is no such file, or it is not yours to see</translation>
    </message>
    <message>
        <source>文件与登记的校验值不符</source>
        <translation>The file is not the one that was recorded: its hash differs</translation>
    </message>
</context>
<context>
    <name>wuquan::BatchLine</name>
    <message>
        <source>%1：完成 %2 件</source>
        <translation>%1: %2 done</translation>
    </message>
    <message>
        <source>进行中 %1</source>
        <translation>under way %1</translation>
    </message>
    <message>
        <source>未成 %1（仍标记）</source>
        <translation>not done %1 (still ticked)</translation>
    </message>
    <message>
        <source>已标记 %1 件，操作对全部生效</source>
        <translation>%1 ticked: a decision is about all of them</translation>
    </message>
</context>
<context>
    <name>wuquan::BookmarkPanel</name>
    <message>
        <source>书签的名称</source>
        <translation>Name of the view</translation>
    </message>
    <message>
        <source>书签</source>
        <translation>Saved views</translation>
    </message>
    <message>
        <source>保存当前视图</source>
        <translation>Save this view</translation>
    </message>
    <message>
        <source>保存当前视图:中心、级别与显示的图层(Ctrl+D)</source>
        <translation>Save this view: its middle, zoom and the layers shown (Ctrl+D)</translation>
    </message>
    <message>
        <source>改名</source>
        <translation>Rename</translation>
    </message>
    <message>
        <source>给选中的书签改名(F2)</source>
        <translation>Rename the selected view (F2)</translation>
    </message>
    <message>
        <source>移除</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>移除选中的书签(Delete),可以撤销</source>
        <translation>Remove the selected view (Delete); it can be taken back</translation>
    </message>
    <message>
        <source>撤销移除</source>
        <translation>Undo removal</translation>
    </message>
    <message>
        <source>把刚移除的书签放回去(Ctrl+Z)</source>
        <translation>Put back the view removed last (Ctrl+Z)</translation>
    </message>
    <message>
        <source>Enter、单击或数字键转到;F2 改名,Delete 移除,Ctrl+Z 撤销,Esc 关闭</source>
        <translation>Enter, a click or a digit goes there; F2 renames, Delete removes, Ctrl+Z takes that back, Esc closes</translation>
    </message>
    <message>
        <source>书签写不进文件,关闭程序后就没有了。</source>
        <translation>Saved views can&apos;t be written to their file; they will be gone when the program is closed.</translation>
    </message>
    <message>
        <source>最多 %1 个书签,请先移除一些。</source>
        <translation>There are %1 saved views at most; remove some first.</translation>
    </message>
    <message>
        <source>还没有书签。Ctrl+D 保存当前视图。</source>
        <translation>No saved views yet. Ctrl+D saves this one.</translation>
    </message>
</context>
<context>
    <name>wuquan::CaseActions</name>
    <message>
        <source>案卷未读到，操作可能已变：%1</source>
        <translation>The case file was not read, what may be done may have changed: %1</translation>
    </message>
    <message>
        <source>联系来电人 %1</source>
        <translation>Ring the caller %1</translation>
    </message>
    <message>
        <source>查看号码</source>
        <translation>See the number</translation>
    </message>
    <message>
        <source>添加附件</source>
        <translation>Attach a file</translation>
    </message>
    <message>
        <source>取消 O</source>
        <translation>Cancel O</translation>
    </message>
    <message>
        <source>知道了 O</source>
        <translation>OK O</translation>
    </message>
    <message>
        <source>本机没有拨号程序</source>
        <translation>This machine has no program that dials</translation>
    </message>
    <message>
        <source>来电人 %1</source>
        <translation>Caller %1</translation>
    </message>
</context>
<context>
    <name>wuquan::CaseFiles</name>
    <message>
        <source>附件</source>
        <translation>Files</translation>
    </message>
    <message>
        <source>正在取…</source>
        <translation>fetching…</translation>
    </message>
    <message>
        <source>已存 %1</source>
        <translation>saved as %1</translation>
    </message>
    <message>
        <source>未取到：%1</source>
        <translation>not fetched: %1</translation>
    </message>
    <message>
        <source>添加附件</source>
        <translation>Attach a file</translation>
    </message>
    <message>
        <source>%1 读不了：%2</source>
        <translation>%1 can&apos;t be read: %2</translation>
    </message>
    <message>
        <source>%1 太大：最多 %2 MB</source>
        <translation>%1 is too large: at most %2 MB</translation>
    </message>
    <message>
        <source>上一项还没有完成，请稍候再添加</source>
        <translation>The last decision is not done yet: try again in a moment</translation>
    </message>
    <message>
        <source>一次添加一个本机文件</source>
        <translation>One file of this machine at a time</translation>
    </message>
</context>
<context>
    <name>wuquan::CaseQuestion</name>
    <message>
        <source>已解决</source>
        <translation>Solved</translation>
    </message>
    <message>
        <source>未解决</source>
        <translation>Not solved</translation>
    </message>
    <message>
        <source>并入 %1 · %2 米</source>
        <translation>Merge into %1 · %2 m</translation>
    </message>
    <message>
        <source>理由或内容，回车提交</source>
        <translation>Reason or text, Return submits</translation>
    </message>
    <message numerus="yes">
        <source>%n 分</source>
        <translation>
            <numerusform>%n point</numerusform>
            <numerusform>%n points</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wuquan::CaseReader</name>
    <message>
        <source>数据库的回答读不懂</source>
        <translation>The database&apos;s answer can&apos;t be understood</translation>
    </message>
</context>
<context>
    <name>wuquan::CoordinatePanel</name>
    <message>
        <source>转到</source>
        <translation>Go to</translation>
    </message>
    <message>
        <source>坐标</source>
        <translation>Coordinates</translation>
    </message>
    <message>
        <source>“转到”按 %1 读取</source>
        <translation>“Go to” is read as %1</translation>
    </message>
    <message>
        <source>复制</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>复制 %1 坐标</source>
        <translation>Copy the %1 coordinates</translation>
    </message>
    <message>
        <source>复制 WGS84 坐标(固定后 Ctrl+C)</source>
        <translation>Copy the WGS84 coordinates (Ctrl+C once pinned)</translation>
    </message>
    <message>
        <source>转到的坐标</source>
        <translation>Coordinates to go to</translation>
    </message>
    <message>
        <source>经度和纬度,小数或度分秒;Enter 转到</source>
        <translation>Longitude and latitude, decimal or in degrees, minutes and seconds; Enter goes there</translation>
    </message>
    <message>
        <source>地图中心(经度, 纬度)</source>
        <translation>Middle of the map (longitude, latitude)</translation>
    </message>
    <message>
        <source>指针处(经度, 纬度)</source>
        <translation>At the pointer (longitude, latitude)</translation>
    </message>
    <message>
        <source>已固定(经度, 纬度)</source>
        <translation>Pinned (longitude, latitude)</translation>
    </message>
    <message>
        <source>已复制 %1 坐标。</source>
        <translation>The %1 coordinates are copied.</translation>
    </message>
    <message>
        <source>请输入经度和纬度,例如 120.2, 30.3。</source>
        <translation>A longitude and a latitude, please: 120.2, 30.3.</translation>
    </message>
    <message>
        <source>输入太长,只要一对经度和纬度。</source>
        <translation>Too long: one longitude and one latitude will do.</translation>
    </message>
    <message>
        <source>读不出坐标,请写成 120.2, 30.3 这样。</source>
        <translation>This can’t be read: write it like 120.2, 30.3.</translation>
    </message>
    <message>
        <source>(0, 0) 不是有效的位置。</source>
        <translation>(0, 0) is not a valid place.</translation>
    </message>
    <message>
        <source>经度或纬度超出范围。</source>
        <translation>The longitude or latitude is out of range.</translation>
    </message>
</context>
<context>
    <name>wuquan::DefinitionCard</name>
    <message>
        <source>本期件数</source>
        <translation>Cases now</translation>
    </message>
    <message>
        <source>上期件数</source>
        <translation>Cases before</translation>
    </message>
    <message>
        <source>分子</source>
        <translation>Numerator</translation>
    </message>
    <message>
        <source>分母</source>
        <translation>Denominator</translation>
    </message>
    <message>
        <source>比较</source>
        <translation>Compared with</translation>
    </message>
    <message>
        <source>件数</source>
        <translation>Cases</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>本期</source>
        <translation>Period</translation>
    </message>
    <message>
        <source>上期</source>
        <translation>Period before</translation>
    </message>
    <message>
        <source>比较期</source>
        <translation>Compared period</translation>
    </message>
    <message>
        <source>数据时间</source>
        <translation>As of</translation>
    </message>
    <message>
        <source>口径</source>
        <translation>How it is counted</translation>
    </message>
</context>
<context>
    <name>wuquan::DesktopNotifier</name>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
</context>
<context>
    <name>wuquan::DispatchWriter</name>
    <message>
        <source>数据库的回答读不懂</source>
        <translation>The database&apos;s answer can&apos;t be understood</translation>
    </message>
    <message>
        <source>没有处置事件的权限</source>
        <translation>You have no right to act on incidents</translation>
    </message>
</context>
<context>
    <name>wuquan::DrillMark</name>
    <message>
        <source>演练</source>
        <translation>EXERCISE</translation>
    </message>
    <message>
        <source>演练数据库:这里的事件都不是真实的</source>
        <translation>Database of an exercise: no incident here is real</translation>
    </message>
</context>
<context>
    <name>wuquan::Feed</name>
    <message>
        <source>数据库已切换到另一台服务器，时间线尚未确认</source>
        <translation>The database went over to another server; its timeline is not confirmed yet</translation>
    </message>
    <message>
        <source>这台服务器停在已被取代的时间线上</source>
        <translation>This server was left behind on an earlier timeline</translation>
    </message>
    <message>
        <source>这台备用服务器落后于已显示的数据</source>
        <translation>This standby is behind what is shown</translation>
    </message>
</context>
<context>
    <name>wuquan::FilterChips</name>
    <message>
        <source>清除 Esc</source>
        <translation>Clear Esc</translation>
    </message>
    <message>
        <source>清除筛选</source>
        <translation>Clear the filter</translation>
    </message>
    <message>
        <source>未知区域</source>
        <translation>Unknown area</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>“%1”</translation>
    </message>
    <message>
        <source>移除筛选 %1</source>
        <translation>Remove filter %1</translation>
    </message>
</context>
<context>
    <name>wuquan::HeaderBar</name>
    <message>
        <source>搜索事件、社区、类型(拼音)</source>
        <translation>Search incidents, areas, types (pinyin)</translation>
    </message>
    <message>
        <source>搜索</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>切换日间与夜间外观</source>
        <translation>Switch between day and night</translation>
    </message>
    <message>
        <source>服务器时间</source>
        <translation>Server time</translation>
    </message>
    <message>
        <source>防控圈</source>
        <translation>Circle</translation>
    </message>
    <message>
        <source>紧急程度</source>
        <translation>Urgency</translation>
    </message>
    <message>
        <source>五圈</source>
        <translation>Wuquan</translation>
    </message>
    <message>
        <source>日间</source>
        <translation>Day</translation>
    </message>
    <message>
        <source>夜间</source>
        <translation>Night</translation>
    </message>
    <message>
        <source>街道</source>
        <translation>Subdistrict</translation>
    </message>
</context>
<context>
    <name>wuquan::HeatPanel</name>
    <message>
        <source>重试</source>
        <translation>Retry</translation>
    </message>
    <message>
        <source>热力的时段</source>
        <translation>Days of the heat</translation>
    </message>
    <message>
        <source>在办</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>7 天</source>
        <translation>7 days</translation>
    </message>
    <message>
        <source>30 天</source>
        <translation>30 days</translation>
    </message>
    <message>
        <source>90 天</source>
        <translation>90 days</translation>
    </message>
    <message>
        <source>一年</source>
        <translation>1 year</translation>
    </message>
    <message>
        <source>起止日期</source>
        <translation>From day to day</translation>
    </message>
    <message>
        <source>两端为起止日期:← → 移动起始日,↑ ↓ 移动截止日</source>
        <translation>Its ends are the first and the last day: ← → move the first, ↑ ↓ the last</translation>
    </message>
    <message>
        <source>现有在办事件</source>
        <translation>Incidents open now</translation>
    </message>
    <message>
        <source>%1 至 %2</source>
        <translation>%1 to %2</translation>
    </message>
    <message>
        <source>%1 · 正在读取…</source>
        <translation>%1 · reading…</translation>
    </message>
    <message>
        <source>%1 · 读取失败</source>
        <translation>%1 · could not be read</translation>
    </message>
    <message>
        <source>%1 · 受理 %2 件</source>
        <translation>%1 · %2 reported</translation>
    </message>
    <message>
        <source>%1,%2 件无位置</source>
        <translation>%1, %2 without a place</translation>
    </message>
    <message>
        <source>%1,仅最近的</source>
        <translation>%1, the latest only</translation>
    </message>
</context>
<context>
    <name>wuquan::IdleLock</name>
    <message>
        <source>解锁</source>
        <translation>Unlock</translation>
    </message>
    <message>
        <source>已锁定</source>
        <translation>Locked</translation>
    </message>
    <message>
        <source>口令，回车解锁</source>
        <translation>Password, Return unlocks</translation>
    </message>
    <message>
        <source>已锁定 · %1</source>
        <translation>Locked · %1</translation>
    </message>
</context>
<context>
    <name>wuquan::IncidentCard</name>
    <message>
        <source>所选</source>
        <translation>Selected</translation>
    </message>
    <message>
        <source>没有选中任何对象</source>
        <translation>Nothing is selected</translation>
    </message>
</context>
<context>
    <name>wuquan::IncidentInbox</name>
    <message>
        <source>待办</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>正在读取…</source>
        <translation>Reading…</translation>
    </message>
    <message>
        <source>没有在办事件</source>
        <translation>No open incidents</translation>
    </message>
    <message>
        <source>此组没有事件</source>
        <translation>No incidents in this group</translation>
    </message>
    <message>
        <source>没有符合筛选的事件</source>
        <translation>No incident matches the filter</translation>
    </message>
</context>
<context>
    <name>wuquan::IncidentModel</name>
    <message>
        <source>紧急程度</source>
        <translation>Urgency</translation>
    </message>
    <message>
        <source>事件</source>
        <translation>Incident</translation>
    </message>
    <message>
        <source>社区</source>
        <translation>Community</translation>
    </message>
    <message>
        <source>计时</source>
        <translation>Clock</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>按%1排序 Ctrl+%2,再按一次反序</source>
        <translation>Sort by %1: Ctrl+%2; again reverses</translation>
    </message>
    <message>
        <source>离时限的时间,超期为负;没有时限的为已历时。</source>
        <translation>Time left, negative when overdue; without a limit the time since the report. </translation>
    </message>
    <message>
        <source>已挂起</source>
        <translation>Suspended</translation>
    </message>
</context>
<context>
    <name>wuquan::IncidentPage</name>
    <message>
        <source>经过</source>
        <translation>Course</translation>
    </message>
    <message>
        <source>详情</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>网格未定</source>
        <translation>Grid unknown</translation>
    </message>
    <message>
        <source>位置未定</source>
        <translation>Position unknown</translation>
    </message>
    <message>
        <source>%1 上报</source>
        <translation>Reported by %1</translation>
    </message>
    <message>
        <source>立案 · %1</source>
        <translation>Filed · %1</translation>
    </message>
    <message>
        <source>派遣</source>
        <translation>Dispatched</translation>
    </message>
    <message>
        <source>派遣 · %1</source>
        <translation>Dispatched · %1</translation>
    </message>
    <message>
        <source>签收</source>
        <translation>Accepted</translation>
    </message>
    <message>
        <source>到场</source>
        <translation>On site</translation>
    </message>
    <message>
        <source>处置完毕</source>
        <translation>Handled</translation>
    </message>
    <message>
        <source>结案 · 自办件</source>
        <translation>Closed · solved on the spot</translation>
    </message>
    <message>
        <source>结案</source>
        <translation>Closed</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>类型</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>街道</source>
        <translation>Subdistrict</translation>
    </message>
    <message>
        <source>处置</source>
        <translation>Handled by</translation>
    </message>
    <message>
        <source>编号</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>来源案号</source>
        <translation>Source case no.</translation>
    </message>
    <message>
        <source>上报</source>
        <translation>Reported</translation>
    </message>
    <message>
        <source>上报 · %1</source>
        <translation>Reported · %1</translation>
    </message>
    <message>
        <source>%1中 · 已历时</source>
        <translation>%1 · since report</translation>
    </message>
    <message>
        <source>%1超期 · 时限 %2</source>
        <translation>%1 overdue · limit %2</translation>
    </message>
    <message>
        <source>%1时限 %2</source>
        <translation>%1 within %2</translation>
    </message>
    <message>
        <source>%1超期 · 应于 %2</source>
        <translation>%1 overdue since %2</translation>
    </message>
    <message>
        <source>%1截至 %2</source>
        <translation>%1 by %2</translation>
    </message>
    <message>
        <source>立案</source>
        <comment>step</comment>
        <translation>File</translation>
    </message>
    <message>
        <source>派遣</source>
        <comment>step</comment>
        <translation>Dispatch</translation>
    </message>
    <message>
        <source>签收</source>
        <comment>step</comment>
        <translation>Accept</translation>
    </message>
    <message>
        <source>处置</source>
        <comment>step</comment>
        <translation>Handle</translation>
    </message>
    <message>
        <source>核查</source>
        <comment>step</comment>
        <translation>Verify</translation>
    </message>
    <message>
        <source>不在当前筛选中</source>
        <translation>Not in the current filter</translation>
    </message>
    <message>
        <source>清除筛选 Esc</source>
        <translation>Clear filter Esc</translation>
    </message>
    <message>
        <source>督办与批示</source>
        <translation>Supervision and instructions</translation>
    </message>
    <message>
        <source>可能重复</source>
        <translation>Possible duplicates</translation>
    </message>
    <message>
        <source>派遣单</source>
        <translation>Orders</translation>
    </message>
    <message>
        <source>也在看：%1</source>
        <translation>Also looking: %1</translation>
    </message>
</context>
<context>
    <name>wuquan::IncidentTable</name>
    <message>
        <source>在办事件</source>
        <translation>Open incidents</translation>
    </message>
    <message>
        <source>Ctrl+1 至 Ctrl+%1 按列排序,再按一次反序</source>
        <translation>Ctrl+1 to Ctrl+%1 sort by a column; again reverses</translation>
    </message>
</context>
<context>
    <name>wuquan::IndicatorList</name>
    <message>
        <source>其他指标</source>
        <translation>More indicators</translation>
    </message>
</context>
<context>
    <name>wuquan::IndicatorStrip</name>
    <message>
        <source>指标</source>
        <translation>Indicators</translation>
    </message>
    <message>
        <source>没有指标</source>
        <translation>No indicators</translation>
    </message>
    <message>
        <source>另有 %1 项指标</source>
        <translation>%1 more indicators</translation>
    </message>
</context>
<context>
    <name>wuquan::IndicatorTile</name>
    <message>
        <source>变差</source>
        <translation>worse</translation>
    </message>
    <message>
        <source>回车查看口径</source>
        <translation>Enter shows how it is counted</translation>
    </message>
</context>
<context>
    <name>wuquan::IrregularCard</name>
    <message>
        <source>异常数据 %1 条</source>
        <translation>%1 irregular rows</translation>
    </message>
    <message>
        <source>另有 %1 条。这些行已保留,缺少的部分不显示。</source>
        <translation>And %1 more. These rows are kept; what they lack is not shown.</translation>
    </message>
    <message>
        <source>这些行已保留,缺少的部分不显示。</source>
        <translation>These rows are kept; what they lack is not shown.</translation>
    </message>
</context>
<context>
    <name>wuquan::LayerPanel</name>
    <message>
        <source>图层</source>
        <translation>Layers</translation>
    </message>
    <message>
        <source>恢复默认</source>
        <translation>Reset</translation>
    </message>
    <message>
        <source>设备</source>
        <translation>Devices</translation>
    </message>
    <message>
        <source>场所</source>
        <translation>Places</translation>
    </message>
    <message>
        <source>事件</source>
        <translation>Incidents</translation>
    </message>
    <message>
        <source>道路</source>
        <translation>Roads</translation>
    </message>
    <message>
        <source>地名</source>
        <translation>Names</translation>
    </message>
    <message>
        <source>热力</source>
        <translation>Heat</translation>
    </message>
    <message>
        <source>力量</source>
        <translation>Teams</translation>
    </message>
    <message>
        <source>%1：不透明度</source>
        <translation>%1: opacity</translation>
    </message>
    <message>
        <source>%1：显示级别</source>
        <translation>%1: zoom levels</translation>
    </message>
    <message>
        <source>不透明度</source>
        <translation>Opacity</translation>
    </message>
    <message>
        <source>显示级别</source>
        <translation>Zoom levels</translation>
    </message>
    <message>
        <source>视野</source>
        <translation>Camera views</translation>
    </message>
    <message>
        <source>区域着色</source>
        <translation>Area shading</translation>
    </message>
    <message>
        <source>在办</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>超期</source>
        <translation>Overdue</translation>
    </message>
    <message>
        <source>在办/平方千米</source>
        <translation>Open per km²</translation>
    </message>
    <message>
        <source>近 30 天受理</source>
        <translation>Reported, 30 days</translation>
    </message>
    <message>
        <source>设备未在线</source>
        <translation>Devices not online</translation>
    </message>
    <message>
        <source>分级</source>
        <translation>Classes</translation>
    </message>
    <message>
        <source>连续</source>
        <translation>Ramp</translation>
    </message>
    <message>
        <source>着色依据</source>
        <translation>Shaded by</translation>
    </message>
    <message>
        <source>标注</source>
        <translation>Annotations</translation>
    </message>
    <message>
        <source>底图瓦片</source>
        <translation>Map tiles</translation>
    </message>
    <message>
        <source>设备聚合</source>
        <translation>Device clusters</translation>
    </message>
    <message>
        <source>事件聚合</source>
        <translation>Incident clusters</translation>
    </message>
</context>
<context>
    <name>wuquan::LiveSession</name>
    <message>
        <source>正在准备演示数据 %1%(%2)</source>
        <translation>Preparing demo data %1% (%2)</translation>
    </message>
    <message>
        <source>目录</source>
        <translation>catalogues</translation>
    </message>
    <message>
        <source>区域</source>
        <translation>areas</translation>
    </message>
    <message>
        <source>设备</source>
        <translation>devices</translation>
    </message>
    <message>
        <source>场所与力量</source>
        <translation>places and responders</translation>
    </message>
    <message>
        <source>事件</source>
        <translation>incidents</translation>
    </message>
    <message>
        <source>指标数据</source>
        <translation>figures</translation>
    </message>
    <message>
        <source>统计信息</source>
        <translation>statistics</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>done</translation>
    </message>
    <message>
        <source>还没有连接数据库</source>
        <translation>Not connected to the database yet</translation>
    </message>
</context>
<context>
    <name>wuquan::LookBar</name>
    <message>
        <source>前往 G</source>
        <translation>Go there G</translation>
    </message>
    <message>
        <source>知道了</source>
        <translation>OK</translation>
    </message>
</context>
<context>
    <name>wuquan::MapNotice</name>
    <message>
        <source>重试</source>
        <translation>Retry</translation>
    </message>
    <message>
        <source>立即重新连接数据库</source>
        <translation>Connect to the database again now</translation>
    </message>
    <message>
        <source>数据滞后</source>
        <translation>Data is behind</translation>
    </message>
    <message>
        <source>数据滞后 %1 秒</source>
        <translation>Data is %1 s behind</translation>
    </message>
    <message>
        <source>数据滞后 %1 分钟</source>
        <translation>Data is %1 min behind</translation>
    </message>
    <message>
        <source>数据滞后 %1 小时</source>
        <translation>Data is %1 h behind</translation>
    </message>
    <message>
        <source>数据中断</source>
        <translation>Data is cut off</translation>
    </message>
    <message>
        <source>数据库不可用</source>
        <translation>Database not usable</translation>
    </message>
    <message>
        <source>没有区域数据</source>
        <translation>No areas</translation>
    </message>
    <message>
        <source>正在读取…</source>
        <translation>Reading…</translation>
    </message>
</context>
<context>
    <name>wuquan::MapTools</name>
    <message>
        <source>单击或 Enter 加点,双击、右键或原处再按 Enter 结束,Backspace 撤销,Esc 清除、退出</source>
        <translation>click or Enter adds a point, double click, right click or Enter again ends, Backspace takes back, Esc clears and leaves</translation>
    </message>
    <message>
        <source>测距</source>
        <translation>Distance</translation>
    </message>
    <message>
        <source>测量距离:%1</source>
        <translation>Measure a distance: %1</translation>
    </message>
    <message>
        <source>测面</source>
        <translation>Area</translation>
    </message>
    <message>
        <source>测量面积:%1</source>
        <translation>Measure an area: %1</translation>
    </message>
    <message>
        <source>坐标</source>
        <translation>Coordinates</translation>
    </message>
    <message>
        <source>坐标和转到:单击或 Enter 固定,Ctrl+C 复制,Esc 取消、退出</source>
        <translation>Coordinates and go to: click or Enter pins, Ctrl+C copies, Esc unpins and leaves</translation>
    </message>
    <message>
        <source>这个位置不在地图范围内。</source>
        <translation>This place is not on the map.</translation>
    </message>
    <message>
        <source>标注</source>
        <translation>Annotate</translation>
    </message>
    <message>
        <source>标注:单击或 Enter 定位,双击、右键或原处再按 Enter 结束,写文字后 Enter 保存;选中的按 Delete 移除,Esc 清除、退出</source>
        <translation>Annotate: click or Enter sets a place, double click, right click or Enter on the same spot ends, Enter after the text saves; Delete removes the selected one, Esc clears, leaves</translation>
    </message>
    <message>
        <source>圈选</source>
        <translation>Select</translation>
    </message>
    <message>
        <source>圈选:拖动画框或套索,单击或 Enter 定角,双击、右键或原处再按 Enter 闭合,Ctrl+拖动移动地图,Backspace 撤销,Esc 清除、退出</source>
        <translation>Select a part of the map: drag a box or a lasso; a click or Enter sets a corner, a double click, a right click or Enter again on the spot closes; Ctrl+drag moves the map; Backspace takes back, Esc clears, then ends</translation>
    </message>
</context>
<context>
    <name>wuquan::MapWidget</name>
    <message>
        <source>设备</source>
        <translation>Devices</translation>
    </message>
    <message>
        <source>场所</source>
        <translation>Places</translation>
    </message>
    <message>
        <source>地名</source>
        <translation>Names</translation>
    </message>
    <message>
        <source>地图</source>
        <translation>Map</translation>
    </message>
    <message>
        <source>放大(+)</source>
        <translation>Zoom in (+)</translation>
    </message>
    <message>
        <source>缩小(−)</source>
        <translation>Zoom out (−)</translation>
    </message>
    <message>
        <source>适合</source>
        <translation>Fit</translation>
    </message>
    <message>
        <source>显示全区(Home)</source>
        <translation>Whole district (Home)</translation>
    </message>
    <message>
        <source>热力</source>
        <translation>Heat</translation>
    </message>
    <message>
        <source>聚合</source>
        <translation>Clusters</translation>
    </message>
    <message>
        <source>图层…</source>
        <translation>Layers…</translation>
    </message>
    <message>
        <source>每个图层的开关、不透明度与显示级别</source>
        <translation>Switch, opacity and zoom levels of each layer</translation>
    </message>
    <message>
        <source>书签…</source>
        <translation>Views…</translation>
    </message>
    <message>
        <source>保存的视图(Ctrl+B);Ctrl+D 保存当前视图</source>
        <translation>Saved views (Ctrl+B); Ctrl+D saves this one</translation>
    </message>
</context>
<context>
    <name>wuquan::MirrorCard</name>
    <message>
        <source>镜像库</source>
        <translation>Mirror</translation>
    </message>
    <message>
        <source>来源</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>与来源一致至</source>
        <translation>As its source at</translation>
    </message>
    <message>
        <source>首次同步未完成</source>
        <translation>First copy not complete</translation>
    </message>
    <message>
        <source>未能同步的行</source>
        <translation>Rows that could not be copied</translation>
    </message>
    <message>
        <source>按隐私规定不同步</source>
        <translation>Not copied, for privacy</translation>
    </message>
    <message>
        <source>%1 起事件</source>
        <translation>%1 incidents</translation>
    </message>
</context>
<context>
    <name>wuquan::Panel</name>
    <message>
        <source>重试</source>
        <translation>Retry</translation>
    </message>
    <message>
        <source>立即重新连接数据库</source>
        <translation>Connect to the database again now</translation>
    </message>
    <message>
        <source>正在读取…</source>
        <translation>Reading…</translation>
    </message>
    <message>
        <source>%1前的数据</source>
        <translation>Data of %1 ago</translation>
    </message>
    <message>
        <source>旧数据</source>
        <translation>Old data</translation>
    </message>
</context>
<context>
    <name>wuquan::PasswordCheck</name>
    <message>
        <source>密码不对</source>
        <translation>Wrong password</translation>
    </message>
</context>
<context>
    <name>wuquan::PlacePage</name>
    <message>
        <source>已筛选到此处 F</source>
        <translation>Filtered to here F</translation>
    </message>
    <message>
        <source>筛选到此处 F</source>
        <translation>Filter to here F</translation>
    </message>
    <message>
        <source>再按一次取消此筛选</source>
        <translation>Press again to take this filter back</translation>
    </message>
    <message>
        <source>列表、地图和图表只看此处</source>
        <translation>List, map and charts show only this area</translation>
    </message>
</context>
<context>
    <name>wuquan::PrintJob</name>
    <message>
        <source>打印设备打不开</source>
        <translation>The printer can&apos;t be opened</translation>
    </message>
    <message>
        <source>已取消</source>
        <translation>Cancelled</translation>
    </message>
    <message>
        <source>打印设备中途出错</source>
        <translation>The printer failed halfway</translation>
    </message>
    <message>
        <source>打印机 %1 不可用</source>
        <translation>Printer %1 is not available</translation>
    </message>
    <message>
        <source>打印机 %1 没有接受</source>
        <translation>Printer %1 did not accept it</translation>
    </message>
    <message>
        <source>写不进 %1,没有留下文件:%2</source>
        <translation>%1 can&apos;t be written, and no file was left: %2</translation>
    </message>
    <message>
        <source>没有文件夹 %1</source>
        <translation>There is no folder %1</translation>
    </message>
    <message>
        <source>文件夹 %1 不可写</source>
        <translation>Folder %1 can&apos;t be written to</translation>
    </message>
    <message>
        <source>磁盘已满</source>
        <translation>the disk is full</translation>
    </message>
</context>
<context>
    <name>wuquan::PrintPanel</name>
    <message>
        <source>标题</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>纸张</source>
        <translation>Sheet</translation>
    </message>
    <message>
        <source>文件</source>
        <translation>File</translation>
    </message>
    <message>
        <source>打印的标题</source>
        <translation>Title of the print</translation>
    </message>
    <message>
        <source>打印</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>A4 纸</source>
        <translation>A4 paper</translation>
    </message>
    <message>
        <source>A3 纸</source>
        <translation>A3 paper</translation>
    </message>
    <message>
        <source>横向</source>
        <translation>Landscape</translation>
    </message>
    <message>
        <source>纸张横放</source>
        <translation>The sheet lies</translation>
    </message>
    <message>
        <source>纵向</source>
        <translation>Portrait</translation>
    </message>
    <message>
        <source>纸张竖放</source>
        <translation>The sheet stands</translation>
    </message>
    <message>
        <source>PDF 文件</source>
        <translation>PDF file</translation>
    </message>
    <message>
        <source>选择文件</source>
        <translation>Choose a file</translation>
    </message>
    <message>
        <source>存为 PDF</source>
        <translation>Save as PDF</translation>
    </message>
    <message>
        <source>存为 PDF(在标题或文件名里按 Enter)</source>
        <translation>Save as PDF (Enter in the title or the file)</translation>
    </message>
    <message>
        <source>打印机…</source>
        <translation>Printer…</translation>
    </message>
    <message>
        <source>选择打印机并打印</source>
        <translation>Choose a printer and print</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>停止打印,不留下文件</source>
        <translation>Stop, and leave no file</translation>
    </message>
</context>
<context>
    <name>wuquan::PrintTool</name>
    <message>
        <source>打印…</source>
        <translation>Print…</translation>
    </message>
    <message>
        <source>打印地图或存为 PDF(Ctrl+P)</source>
        <translation>Print the map or save it as PDF (Ctrl+P)</translation>
    </message>
    <message>
        <source>设备按社区计数打印,不印单台的位置。</source>
        <translation>Devices are printed as numbers by community, not one by one.</translation>
    </message>
    <message>
        <source>队伍不打印。</source>
        <translation>Teams are not printed.</translation>
    </message>
    <message>
        <source>还没有数据可以打印。</source>
        <translation>There is no data to print yet.</translation>
    </message>
    <message>
        <source>请写出要存的文件。</source>
        <translation>Write which file to save.</translation>
    </message>
    <message>
        <source>%1 是文件夹。</source>
        <translation>%1 is a folder.</translation>
    </message>
    <message>
        <source>文件已存在,再按一次就替换它。</source>
        <translation>The file is there; press once more to replace it.</translation>
    </message>
    <message>
        <source>存为 PDF</source>
        <translation>Save as PDF</translation>
    </message>
    <message>
        <source>PDF 文件 (*.pdf)</source>
        <translation>PDF files (*.pdf)</translation>
    </message>
    <message>
        <source>已打印到 %1</source>
        <translation>Printed to %1</translation>
    </message>
    <message>
        <source>已取消,没有留下文件。</source>
        <translation>Cancelled; no file was left.</translation>
    </message>
</context>
<context>
    <name>wuquan::RegionPanel</name>
    <message>
        <source>圈选</source>
        <translation>Select</translation>
    </message>
    <message>
        <source>框</source>
        <translation>Box</translation>
    </message>
    <message>
        <source>拖动画出方框,或定两个对角</source>
        <translation>Drag a box, or set two corners that face each other</translation>
    </message>
    <message>
        <source>套索</source>
        <translation>Lasso</translation>
    </message>
    <message>
        <source>拖动随手圈出,或逐个定角</source>
        <translation>Draw around it by hand, or set corner after corner</translation>
    </message>
    <message>
        <source>适合</source>
        <translation>Fit</translation>
    </message>
    <message>
        <source>显示圈选的全部范围</source>
        <translation>Show all that is selected</translation>
    </message>
    <message>
        <source>清除</source>
        <translation>Clear</translation>
    </message>
    <message>
        <source>清除圈选(Esc)</source>
        <translation>Clear the selection (Esc)</translation>
    </message>
    <message>
        <source>面积</source>
        <translation>Area</translation>
    </message>
    <message>
        <source>在办</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>涉及</source>
        <translation>Touches</translation>
    </message>
    <message>
        <source>最多</source>
        <translation>Most</translation>
    </message>
    <message>
        <source>设备</source>
        <translation>Devices</translation>
    </message>
    <message>
        <source>场所</source>
        <translation>Places</translation>
    </message>
    <message>
        <source>拖动画框,或单击、Enter 定两个对角</source>
        <translation>Drag a box, or set two corners by click or Enter</translation>
    </message>
    <message>
        <source>拖动圈出,或单击、Enter 逐个定角</source>
        <translation>Draw around it, or set corners by click or Enter</translation>
    </message>
    <message>
        <source>%1 · 超期 %2</source>
        <translation>%1 · %2 overdue</translation>
    </message>
    <message>
        <source>社区 %1 · 网格 %2</source>
        <translation>communities %1 · grids %2</translation>
    </message>
    <message>
        <source>紧急 %1</source>
        <translation>Urgent %1</translation>
    </message>
    <message>
        <source>较急 %1</source>
        <translation>Pressing %1</translation>
    </message>
    <message>
        <source>一般 %1</source>
        <translation>Normal %1</translation>
    </message>
    <message>
        <source>事件按当前筛选计</source>
        <translation>Incidents that pass the filter</translation>
    </message>
    <message>
        <source>再拖动则重选;Ctrl+拖动移动地图</source>
        <translation>Drag again for another; Ctrl+drag moves the map</translation>
    </message>
    <message>
        <source>%1 · 在岗队伍 %2</source>
        <translation>%1 · teams on shift %2</translation>
    </message>
    <message>
        <source>在线 %1 · 离线 %2</source>
        <translation>%1 online · %2 offline</translation>
    </message>
    <message>
        <source>故障 %1 · 报警 %2</source>
        <translation>%1 faulty · %2 alarm</translation>
    </message>
</context>
<context>
    <name>wuquan::RegionTool</name>
    <message>
        <source>%1 %2 件</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>wuquan::RequestJournal</name>
    <message>
        <source>由 %1 提交，程序关闭时没有得到答复；做成与否见经过</source>
        <translation>Submitted by %1, not answered when the program ended; the course shows whether it was done</translation>
    </message>
    <message>
        <source>程序关闭时没有得到答复，已过 %1 分钟，没有再提交；做成与否见经过</source>
        <translation>Not answered when the program ended, more than %1 minutes ago, and not submitted again; the course shows whether it was done</translation>
    </message>
</context>
<context>
    <name>wuquan::RequestWriter</name>
    <message>
        <source>已取消，没有发送</source>
        <translation>Cancelled, nothing was sent</translation>
    </message>
    <message>
        <source>这台服务器只读</source>
        <translation>This server is read-only</translation>
    </message>
    <message>
        <source>数据库的回答读不懂</source>
        <translation>The database's answer can't be read</translation>
    </message>
</context>
<context>
    <name>wuquan::ResponderPicker</name>
    <message>
        <source>派遣给</source>
        <translation>Send</translation>
    </message>
    <message>
        <source>%1 米</source>
        <translation>%1 m</translation>
    </message>
    <message>
        <source>%1 千米</source>
        <translation>%1 km</translation>
    </message>
    <message>
        <source>空闲</source>
        <translation>free</translation>
    </message>
    <message>
        <source>忙</source>
        <translation>busy</translation>
    </message>
    <message>
        <source>不在岗</source>
        <translation>off duty</translation>
    </message>
    <message>
        <source>在办 %1 件</source>
        <translation>%1 open</translation>
    </message>
    <message>
        <source>适合此类</source>
        <translation>suited</translation>
    </message>
    <message>
        <source>非此类专长</source>
        <translation>not its speciality</translation>
    </message>
    <message>
        <source>外街道</source>
        <translation>other street</translation>
    </message>
    <message>
        <source>全区力量</source>
        <translation>district team</translation>
    </message>
    <message>
        <source>预案第 %1 位</source>
        <translation>Plan: choice %1</translation>
    </message>
    <message>
        <source>沿路 %1</source>
        <translation>%1 by road</translation>
    </message>
    <message>
        <source>直线估算 %1</source>
        <translation>about %1, no road known</translation>
    </message>
    <message>
        <source>直线 %1</source>
        <translation>%1 straight</translation>
    </message>
    <message>
        <source>近 90 天办过此类 %1 件</source>
        <translation>handled %1 of this type in 90 days</translation>
    </message>
</context>
<context>
    <name>wuquan::RingMark</name>
    <message>
        <source>五圈:无紧急事件</source>
        <translation>Five circles: nothing urgent</translation>
    </message>
    <message>
        <source>五圈:%1 有紧急事件</source>
        <translation>Five circles: urgent incident in %1</translation>
    </message>
</context>
<context>
    <name>wuquan::RoomChip</name>
    <message>
        <source>点名、空档与交接班：S</source>
        <translation>Roll-call, gaps and shift: S</translation>
    </message>
    <message>
        <source>值班室</source>
        <translation>Room</translation>
    </message>
    <message>
        <source>点名 %1/%2</source>
        <translation>Roll-call %1/%2</translation>
    </message>
    <message>
        <source>空档 %1</source>
        <translation>Gaps %1</translation>
    </message>
</context>
<context>
    <name>wuquan::RoomPanel</name>
    <message>
        <source>记一条</source>
        <translation>Write</translation>
    </message>
    <message>
        <source>值班室</source>
        <translation>Room</translation>
    </message>
    <message>
        <source>空档</source>
        <translation>Gaps</translation>
    </message>
    <message>
        <source>写入交接记录，回车提交</source>
        <translation>Write into the log, Return submits</translation>
    </message>
    <message>
        <source>另有 %1 个岗位已应</source>
        <translation>%1 more posts have answered</translation>
    </message>
    <message>
        <source>未应</source>
        <translation>no answer</translation>
    </message>
    <message>
        <source>已应 %1 · %2</source>
        <translation>answered %1 · %2</translation>
    </message>
    <message>
        <source>应到：%1</source>
        <translation>Answer for: %1</translation>
    </message>
    <message>
        <source>点名</source>
        <translation>Roll-call</translation>
    </message>
    <message>
        <source>近 8 小时没有点名</source>
        <translation>none in the last 8 hours</translation>
    </message>
    <message>
        <source>结束点名</source>
        <translation>End the roll-call</translation>
    </message>
    <message>
        <source>开始点名</source>
        <translation>Call the roll</translation>
    </message>
    <message>
        <source>点名 · %1 起</source>
        <translation>Roll-call · since %1</translation>
    </message>
    <message>
        <source>点名 · %1 · 已结束</source>
        <translation>Roll-call · %1 · ended</translation>
    </message>
    <message>
        <source>空档 · %1 处</source>
        <translation>Gaps · %1</translation>
    </message>
    <message>
        <source>再按一次签字：本班记录从此锁定</source>
        <translation>Press again to sign: the log of this shift is locked then</translation>
    </message>
    <message>
        <source>签字交班</source>
        <translation>Sign and hand over</translation>
    </message>
    <message>
        <source>本班</source>
        <translation>This shift</translation>
    </message>
    <message>
        <source>%1 起</source>
        <translation>since %1</translation>
    </message>
    <message>
        <source>%1 由 %2 交班 · 在办 %3 · 超期 %4</source>
        <translation>%1 handed over by %2 · open %3 · overdue %4</translation>
    </message>
    <message>
        <source>上一班</source>
        <translation>Last shift</translation>
    </message>
    <message>
        <source>还没有记录，第一条记录或交班开始本班</source>
        <translation>No log yet: the first line or a hand-over begins it</translation>
    </message>
    <message>
        <source>交接班</source>
        <translation>Shift</translation>
    </message>
</context>
<context>
    <name>wuquan::RoomWriter</name>
    <message>
        <source>没有这样做的权限</source>
        <translation>No right to do that</translation>
    </message>
</context>
<context>
    <name>wuquan::SearchBox</name>
    <message>
        <source>查找地点、设备、事件</source>
        <translation>Find a place, device or incident</translation>
    </message>
    <message>
        <source>在地图上查找</source>
        <translation>Find on the map</translation>
    </message>
    <message>
        <source>名称、拼音或编号(Ctrl+F);↑ ↓ 选择,Enter 转到,Esc 清空</source>
        <translation>Name, pinyin or number (Ctrl+F); ↑ ↓ choose, Enter goes there, Esc clears</translation>
    </message>
    <message>
        <source>没有找到</source>
        <translation>Nothing found</translation>
    </message>
    <message>
        <source>书签</source>
        <translation>Saved views</translation>
    </message>
</context>
<context>
    <name>wuquan::StationWindow</name>
    <message>
        <source>五圈</source>
        <translation>Wuquan</translation>
    </message>
    <message>
        <source>告警 %1</source>
        <translation>Alarms %1</translation>
    </message>
</context>
<context>
    <name>wuquan::StatusLine</name>
    <message>
        <source>重试</source>
        <translation>Retry</translation>
    </message>
    <message>
        <source>状态栏</source>
        <translation>Status line</translation>
    </message>
    <message>
        <source>列出不规则的数据行与原因</source>
        <translation>Lists irregular rows with their reasons</translation>
    </message>
    <message>
        <source>治理库 –</source>
        <translation>Database –</translation>
    </message>
    <message>
        <source>治理库 %1 · %2前</source>
        <translation>Database %1 · %2 ago</translation>
    </message>
    <message>
        <source>%1后重试</source>
        <translation>retry in %1</translation>
    </message>
    <message>
        <source>示意图 · 演示数据</source>
        <translation>Schematic · demo data</translation>
    </message>
    <message>
        <source>演示 ×%1</source>
        <translation>Demo ×%1</translation>
    </message>
    <message>
        <source>异常数据 %1 条</source>
        <translation>%1 irregular rows</translation>
    </message>
    <message>
        <source>列出新主库没有的变更</source>
        <translation>Lists changes that the new primary does not have</translation>
    </message>
    <message>
        <source>撤回变更 %1 项</source>
        <translation>%1 changes withdrawn</translation>
    </message>
    <message>
        <source>来源、承诺与未同步的行</source>
        <translation>Source, promise and rows not copied</translation>
    </message>
    <message>
        <source>镜像:首次同步中</source>
        <translation>Mirror: first copy running</translation>
    </message>
    <message>
        <source>镜像滞后 %1</source>
        <translation>Mirror late by %1</translation>
    </message>
    <message>
        <source>镜像 · %1前</source>
        <translation>Mirror · %1 ago</translation>
    </message>
</context>
<context>
    <name>wuquan::TileLoader</name>
    <message>
        <source>瓦片不是可读的图片</source>
        <translation>a tile is no picture that can be read</translation>
    </message>
    <message>
        <source>瓦片服务没有应答，也没有保存的瓦片</source>
        <translation>the tile service does not answer, and no tile is kept</translation>
    </message>
    <message>
        <source>瓦片服务回答 %1</source>
        <translation>the tile service answers %1</translation>
    </message>
    <message>
        <source>瓦片服务没有应答</source>
        <translation>the tile service does not answer</translation>
    </message>
</context>
<context>
    <name>wuquan::TrendChart</name>
    <message>
        <source>今日截至 %1</source>
        <translation>today to %1</translation>
    </message>
    <message>
        <source>本周截至 %1</source>
        <translation>this week to %1</translation>
    </message>
    <message>
        <source>本月截至 %1</source>
        <translation>this month to %1</translation>
    </message>
    <message>
        <source>同比 %1</source>
        <translation>YoY %1</translation>
    </message>
    <message>
        <source>去年同期 %1</source>
        <translation>last year %1</translation>
    </message>
    <message>
        <source>30 天 · 件 / 日</source>
        <translation>30 d · per day</translation>
    </message>
    <message>
        <source>26 周 · 件 / 周</source>
        <translation>26 wk · per week</translation>
    </message>
    <message>
        <source>12 个月 · 件 / 月</source>
        <translation>12 mo · per month</translation>
    </message>
    <message>
        <source>截至 %1</source>
        <translation>to %1</translation>
    </message>
</context>
<context>
    <name>wuquan::TrendLegend</name>
    <message>
        <source>图例</source>
        <translation>Legend</translation>
    </message>
    <message>
        <source>今年</source>
        <translation>This year</translation>
    </message>
    <message>
        <source>去年</source>
        <translation>Last year</translation>
    </message>
    <message>
        <source>预期范围</source>
        <translation>Expected</translation>
    </message>
    <message>
        <source>未结束</source>
        <translation>Unfinished</translation>
    </message>
</context>
<context>
    <name>wuquan::TrendPlot</name>
    <message>
        <source>今日</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>本周</source>
        <translation>This week</translation>
    </message>
    <message>
        <source>本月</source>
        <translation>This month</translation>
    </message>
</context>
<context>
    <name>wuquan::TrendStrip</name>
    <message>
        <source>五圈趋势</source>
        <translation>Trends of the five circles</translation>
    </message>
    <message>
        <source>日</source>
        <translation>Day</translation>
    </message>
    <message>
        <source>周</source>
        <translation>Week</translation>
    </message>
    <message>
        <source>月</source>
        <translation>Month</translation>
    </message>
    <message>
        <source>趋势按 %1</source>
        <translation>Trends by %1</translation>
    </message>
    <message>
        <source>没有历史数据</source>
        <translation>No history</translation>
    </message>
    <message>
        <source>五圈趋势 · %1</source>
        <translation>Trends of the five circles · %1</translation>
    </message>
    <message>
        <source>五圈趋势 · 全区</source>
        <translation>Trends of the five circles · whole district</translation>
    </message>
</context>
<context>
    <name>wuquan::WithdrawnCard</name>
    <message>
        <source>曾为第 %1 版,现为第 %2 版</source>
        <translation>was version %1, is now version %2</translation>
    </message>
    <message>
        <source>曾为第 %1 版,现已不存在</source>
        <translation>was version %1, no longer exists</translation>
    </message>
    <message>
        <source>主库切换撤回的变更 %1 项</source>
        <translation>%1 changes withdrawn by a change of primary</translation>
    </message>
    <message>
        <source>原主库曾确认、新主库没有的变更;画面已以新主库为准。请核对是否需要重新办理。</source>
        <translation>Confirmed by the former primary, unknown to the new one; the screen follows the new one. Please check whether they must be done again.</translation>
    </message>
    <message>
        <source>另有 %1 项。</source>
        <translation>%1 more. </translation>
    </message>
    <message>
        <source>已知悉</source>
        <translation>Noted</translation>
    </message>
</context>
<context>
    <name>wuquan::postgres::Connection</name>
    <message>
        <source>连接已关闭</source>
        <translation>Connection closed</translation>
    </message>
    <message>
        <source>数据库 %1 秒没有回应</source>
        <translation>The database has not answered for %1 s</translation>
    </message>
    <message>
        <source>没有连接到数据库</source>
        <translation>Not connected to the database</translation>
    </message>
    <message>
        <source>数据库连接正被使用</source>
        <translation>The database connection is in use</translation>
    </message>
    <message>
        <source>%1：%2 秒内没有回应</source>
        <translation>%1: no answer within %2 s</translation>
    </message>
    <message>
        <source>数据库没有给出结果</source>
        <translation>The database gave no result</translation>
    </message>
</context>
</TS>
