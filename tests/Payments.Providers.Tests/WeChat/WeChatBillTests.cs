using Payments.Providers.Common;
using Payments.Providers.WeChat;

namespace Payments.Providers.Tests.WeChat;

/// <summary>Bills of a day: fetched, compared with their hash and their own totals, and read to statement lines.</summary>
public sealed class WeChatBillTests : IAsyncLifetime
{
    private static readonly DateOnly Day = new(2026, 1, 1);
    private const string Headings = "交易时间,微信订单号,商户订单号,交易状态,货币种类,应结订单金额,微信退款单号,商户退款单号,退款金额,退款状态,手续费,订单金额,申请退款金额";
    private const string Totals = "总交易单数,手续费总金额,订单总金额,申请退款总金额";
    private const string Paid = "`2026-01-01 12:00:00,`4200001,`number_1,`SUCCESS,`CNY,`1.00,`0,`0,`0.00,`,`0.00600,`1.00,`0.00";
    private readonly WeChatLab lab = new();

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Payments_and_refunds_of_a_day_of_chinas_clock()
    {
        var id = await lab.PaidAsync("bill_001", 12.34m);
        await lab.Provider.RefundAsync(lab.Account,
            new RefundOrder("R-1", WeChatLab.Query("bill_001", 12.34m), 0.34m, null, null, null), None);
        await lab.PostAsync("sandbox/refunds/R-1/success");
        lab.Time.Advance(TimeSpan.FromDays(1));

        var lines = await lab.Provider.StatementAsync(lab.Account, Day, None).ToListAsync();

        lines.Select(line => (line.Reference, line.IsRefund, line.Amount, line.Currency, line.Fee, line.IsPaid, line.Word)).Should().Equal(
            ("bill_001", false, 12.34m, "CNY", 0.07404m, true, "SUCCESS"),
            ("R-1", true, 0.34m, "CNY", -0.00204m, true, "SUCCESS"));
        (lines[0].ProviderId, lines[0].At).Should().Be((id, new DateTimeOffset(2026, 1, 1, 8, 0, 0, TimeSpan.FromHours(8))));
        (await lab.Client.TradeBillAsync(Day, WeChatTradeBill.Refund, None).ToListAsync()).Should().ContainSingle();
        (await lab.Client.TradeBillAsync(Day, WeChatTradeBill.Success, None).ToListAsync()).Should().ContainSingle();
        var flow = (await lab.Client.FundFlowAsync(Day, WeChatFundAccount.Basic, None).ToListAsync()).Should().ContainSingle().Which;
        (flow.Find("收支类型"), flow.Yuan("收支金额(元)")).Should().Be(("收入", 12.34m));
        (await lab.Client.SharingBillAsync(Day, None).ToListAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_day_without_trade_has_no_lines_and_one_that_is_not_over_has_no_bill()
    {
        lab.Time.Advance(TimeSpan.FromDays(1));

        (await lab.Provider.StatementAsync(lab.Account, Day, None).ToListAsync()).Should().BeEmpty();
        await Reading(Day.AddDays(1)).Should().ThrowAsync<ProviderUnavailableException>();
    }

    [Theory]
    [InlineData(Headings + "\r\n" + Paid + "\r\n" + Totals + "\r\n`2,`0.00600,`1.00,`0.00\r\n", "*1 lines and says 2*")]
    [InlineData(Headings + "\r\n" + Paid + "\r\n" + Totals + "\r\n`1,`0.00601,`1.00,`0.00\r\n", "*手续费总金额*")]
    [InlineData(Headings + "\r\n" + Paid + "\r\n" + Totals + "\r\n`1,`0.00600,`2.00,`0.00\r\n", "*订单总金额*")]
    [InlineData(Headings + "\r\n" + Paid + "\r\n", "*no totals*")]
    [InlineData(Headings + "\r\n" + Paid + "\r\n" + Totals, "*no totals*")]
    [InlineData(Headings + "\r\n" + Paid + ",`more\r\n" + Totals + "\r\n`1,`0.00600,`1.00,`0.00\r\n", "*14 values under 13*")]
    [InlineData("", "*nothing in it*")]
    [InlineData("交易时间,交易时间\r\n", "*twice*")]
    public async Task A_bill_that_is_not_whole_is_none(string text, string reason)
    {
        lab.Time.Advance(TimeSpan.FromDays(1));
        lab.Sandbox.BillText = text;

        (await Reading(Day).Should().ThrowAsync<ProviderUnavailableException>()).Which.Message.Should().Match(reason);
    }

    [Fact]
    public async Task A_line_without_an_end_does_not_fill_the_memory()
    {
        lab.Time.Advance(TimeSpan.FromDays(1));
        lab.Sandbox.BillText = $"{Headings}\r\n`{new string('1', 1 << 20)}";

        (await Reading(Day).Should().ThrowAsync<ProviderUnavailableException>()).Which.Message.Should().Match("*longer than 65536*");
    }

    [Fact]
    public async Task A_bill_whose_hash_is_another_one_gives_no_line()
    {
        lab.Time.Advance(TimeSpan.FromDays(1));
        lab.Sandbox.BillText = Headings + "\r\n" + Paid + "\r\n" + Totals + "\r\n`1,`0.00600,`1.00,`0.00\r\n";
        (await lab.Provider.StatementAsync(lab.Account, Day, None).ToListAsync())
            .Should().ContainSingle().Which.Reference.Should().Be("number_1");
        lab.Sandbox.BillHash = "2e8bc733f1f9b482d85545c876c1b0c06bbab716";

        var lines = new List<StatementLine>();
        var reading = async () =>
        {
            await foreach (var line in lab.Provider.StatementAsync(lab.Account, Day, None)) lines.Add(line);
        };

        await reading.Should().ThrowAsync<ProviderUnavailableException>();
        lines.Should().BeEmpty();
    }

    [Fact]
    public async Task A_bill_of_a_hundred_thousand_lines_is_read()
    {
        const int Count = 100_000;
        lab.Time.Advance(TimeSpan.FromDays(1));
        var lines = string.Concat(Enumerable.Repeat(Paid + "\r\n", Count));
        lab.Sandbox.BillText = $"{Headings}\r\n{lines}{Totals}\r\n`{Count},`600.00000,`{Count}.00,`0.00\r\n";

        (await lab.Provider.StatementAsync(lab.Account, Day, None).CountAsync()).Should().Be(Count);
    }

    public Task InitializeAsync() => lab.InitializeAsync();

    public Task DisposeAsync() => lab.DisposeAsync().AsTask();

    private Func<Task<List<StatementLine>>> Reading(DateOnly day) =>
        () => lab.Provider.StatementAsync(lab.Account, day, None).ToListAsync().AsTask();
}
