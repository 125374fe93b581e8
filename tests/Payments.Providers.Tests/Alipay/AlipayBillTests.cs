using System.IO.Compression;
using System.Text;
using Payments.Providers.Alipay;
using Payments.Providers.Alipay.Bills;
using Payments.Providers.Common;
using Payments.Testing;

namespace Payments.Providers.Tests.Alipay;

/// <summary>Bills: what is read of them, of the stand-in's over HTTP, and in how much memory.</summary>
public sealed class AlipayBillTests(AlipayLab lab) : IClassFixture<AlipayLab>
{
    private const string Headings = "支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,对方账户,订单金额（元）,退款批次号/请求号,服务费（元）,备注";
    private const string End = "#---业务明细列表结束---";

    [Fact]
    public async Task A_day_is_listed_with_payments_refunds_and_fees()
    {
        await using var own = await AlipayLab.StartAsync();
        var day = new DateOnly(2026, 1, 1);
        await own.BeginAsync("b_1", isPaid: true);
        await own.BeginAsync("b_2", amount: 0.01m, isPaid: true);
        await own.Provider.RefundAsync(own.Account, new RefundOrder("RF_1", AlipayLab.Query("b_1"), 8.88m, null, null, null), default);
        // The day is over in Beijing and not in UTC; what is paid now is of the next one.
        own.Time.Advance(TimeSpan.FromHours(3.5));
        await own.BeginAsync("b_3", isPaid: true);
        own.Time.Advance(TimeSpan.FromHours(8));

        var lines = await ListAsync(own, day);

        lines.Select(line => (line.Reference, line.IsRefund, line.Amount, line.Fee)).Should().BeEquivalentTo(
            [("b_1", false, 88.88m, (decimal?)0.53m), ("b_2", false, 0.01m, 0m), ("RF_1", true, 8.88m, 0m)]);
        lines.Should().OnlyContain(line => line.Currency == "CNY" && line.IsPaid && line.ProviderId.Length == 29);
        lines[0].At.Should().Be(new DateTimeOffset(2026, 1, 1, 21, 0, 0, TimeSpan.FromHours(8)));
    }

    [Fact]
    public async Task A_bill_that_is_not_there_is_awaited_until_ten_and_empty_afterwards()
    {
        await using var own = await AlipayLab.StartAsync();
        var day = new DateOnly(2026, 1, 1);
        await FluentActions.Awaiting(() => ListAsync(own, day))
            .Should().ThrowAsync<ProviderUnavailableException>("the day is not over in Beijing");
        own.Time.Advance(TimeSpan.FromHours(12));
        await FluentActions.Awaiting(() => ListAsync(own, day))
            .Should().ThrowAsync<ProviderUnavailableException>("it is nine in the morning");
        own.Time.Advance(TimeSpan.FromHours(1));
        (await ListAsync(own, day)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_list_that_cannot_be_had_is_no_empty_one()
    {
        lab.Sandbox.Faults.Order("garbage", 1);
        await FluentActions.Awaiting(() => ListAsync(lab, new DateOnly(2025, 12, 1))).Should().ThrowAsync<ProviderUnavailableException>();
    }

    [Fact]
    public void Titles_with_commas_padded_values_and_moved_columns_are_read()
    {
        var lines = Read(Headings, "1\t ,\tr_1 ,交易,\"a, b\",2025-01-01 00:00:00,2025-01-01 00:00:01,x,1.10,,-0.01,note, with comma",
            "2,r_2,交易,c,d,e,,2025-01-01 00:00:02,,2.00,,,", End);
        lines.Select(line => (line.ProviderId, line.Reference, line.Amount, line.Fee)).Should()
            .Equal(("1", "r_1", 1.10m, 0.01m), ("2", "r_2", 2.00m, null));
        Read("订单金额（元）,业务类型,完成时间,商户订单号,支付宝交易号", "-3.00,退款,2025-01-01 00:00:01,r_3,3", End).Should().ContainSingle()
            .Which.Should().Match<StatementLine>(line => line.IsRefund && line.Amount == 3m && line.Reference == "r_3" && line.Fee == null);
    }

    [Theory]
    [InlineData("no end", Headings, "1,r_1,交易,a,2025-01-01 00:00:00,2025-01-01 00:00:01,x,1.10,,,")]
    [InlineData("no amount", Headings, "1,r_1,交易,a,2025-01-01 00:00:00,2025-01-01 00:00:01,x,much,,,", End)]
    [InlineData("no time", Headings, "1,r_1,交易,a,,,x,1.00,,,", End)]
    [InlineData("no columns", "a,b,c", "1,2,3", End)]
    public void What_is_torn_or_cannot_be_read_is_refused(string why, params string[] lines) =>
        FluentActions.Invoking(() => Read(lines)).Should().Throw<ProviderUnavailableException>(why);

    [Fact]
    public void A_line_without_an_end_does_not_fill_the_memory() =>
        FluentActions.Invoking(() => Read(Headings, new string('x', AlipayBill.LongestLine + 1), End))
            .Should().Throw<ProviderUnavailableException>();

    [Fact]
    public async Task A_bill_that_Node_packed_is_read()
    {
        var zip = await AlipayOracle.BillAsync(["#支付宝业务明细查询", Headings, "1,r_1,交易,订单😀？,2025-01-01 00:00:00,2025-01-01 00:00:01,x,1.10,,,",
            End], "2088_20250101");
        using var file = new MemoryStream(zip);
        AlipayBill.ReadAsync(file, default).ToBlockingEnumerable().Should().ContainSingle().Which.Reference.Should().Be("r_1");
    }

    /// <summary>Lines are given while the file is read: none of it is kept, so a bill of any length takes the same memory.</summary>
    [Fact]
    public async Task A_long_bill_is_read_as_its_lines_are_taken()
    {
        const int Rows = 100_000;
        static string Money(int i) => $"{i % 100}.{i % 90 + 10}";
        using var file = new MemoryStream(Zip(Enumerable.Range(0, Rows)
            .Select(i => $"2025010122001489861{i:d9}\t,r_{i}\t,交易,测试商品,2025-01-01 12:00:00,2025-01-01 12:00:05,**测,{Money(i)},,-0.01,")
            .Prepend(Headings).Append(End)));
        var places = new List<long>();
        var (count, sum) = (0, 0m);
        await foreach (var line in AlipayBill.ReadAsync(file, default))
        {
            sum += line.Amount;
            if (count++ % (Rows / 10) == 0) places.Add(file.Position);
        }
        count.Should().Be(Rows);
        sum.Should().Be(Enumerable.Range(0, Rows).Sum(i => decimal.Parse(Money(i), System.Globalization.CultureInfo.InvariantCulture)));
        places.Should().HaveCount(10).And.BeInAscendingOrder().And.OnlyHaveUniqueItems();
        places[0].Should().BeLessThan(file.Length / 5);
    }

    private static async Task<List<StatementLine>> ListAsync(AlipayLab of, DateOnly day)
    {
        var lines = new List<StatementLine>();
        await foreach (var line in of.Provider.StatementAsync(of.Account, day, CancellationToken.None)) lines.Add(line);
        return lines;
    }

    private static List<StatementLine> Read(params string[] lines)
    {
        using var file = new MemoryStream(Zip(lines));
        return [.. AlipayBill.ReadAsync(file, default).ToBlockingEnumerable()];
    }

    private static byte[] Zip(IEnumerable<string> lines)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true, AlipayText.Chinese))
        {
            using var text = new StreamWriter(zip.CreateEntry("1_业务明细.csv").Open(), AlipayText.Chinese);
            foreach (var line in lines) text.Write(line + "\r\n");
        }
        return file.ToArray();
    }
}
