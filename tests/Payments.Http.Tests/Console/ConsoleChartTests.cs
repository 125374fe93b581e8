using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Payments.Contracts.Orders;
using Payments.Domain.People;
using Payments.Http.Console.Home;
using Payments.Http.Console.Texts;
using Payments.Storage.Queries;

namespace Payments.Http.Tests.Console;

/// <summary>Charts of the home page and the monthly statement: the same numbers as the orders.</summary>
public sealed class ConsoleChartTests(ConsoleGateway gateway) : IClassFixture<ConsoleGateway>
{
    private static readonly DateOnly Today = new(2026, 5, 20);

    private static OrderDay Day(int daysAgo, string status, long orders, decimal money, string currency = "CNY") =>
        new(Today.AddDays(-daysAgo), new OrderTally(new OrderFacet(status, currency, "epay", "none", "bsc", "USDT"), orders, money));

    [Fact]
    public void A_chart_has_a_bar_for_each_day_and_every_order_in_one_part()
    {
        OrderDay[] days =
        [
            Day(0, "completed", 3, 30), Day(0, "partiallyRefunded", 1, 10), Day(0, "pending", 2, 20), Day(13, "detected", 1, 5),
            Day(13, "expired", 4, 40), Day(1, "closed", 1, 1), Day(1, "completed", 1, 9.5m, "USD"),
        ];
        var charts = HomeCharts.Of(days, Today, ChartTexts.English);
        charts.Select(chart => chart.Title).Should()
            .Equal("Orders of the last 14 days", "Money paid in CNY, last 14 days", "Money paid in USD, last 14 days");
        charts.Should().OnlyContain(chart => chart.Bars.Count == HomeCharts.Days);
        charts[0].Bars[^1].Values.Should().Equal(4, 2, 0);
        charts[0].Bars[^2].Values.Should().Equal(1, 0, 1);
        charts[0].Bars[0].Values.Should().Equal(0, 1, 4);
        charts[0].Bars.Sum(bar => bar.Values.Sum()).Should().Be(days.Sum(day => day.Tally.Orders), "no order is left out");
        charts[1].Bars[^1].Values.Should().Equal(40);
        charts[2].Bars[^2].Values.Should().Equal(9.5m);
        HomeCharts.Of([], Today, ChartTexts.English).Should().BeEmpty();
    }

    [Fact]
    public async Task Home_draws_todays_orders_and_the_statement_adds_them_up()
    {
        var shop = await gateway.ShopAsync();
        var browser = await gateway.SignedInAsync(shop, ShopRole.Accountant);
        var home = $"/console/{shop.Merchant.Pid}";
        (await browser.GetAsync(home)).Html.Should().NotContain("<svg");
        for (var i = 0; i < 3; i++) await gateway.Host.CreateOrderAsync(shop.Merchant.Id, $"C-{i}", money: 70 + i);
        var paid = await gateway.Host.CreateOrderAsync(shop.Merchant.Id, "C-PAID", money: 1234.5m);
        await gateway.Host.Grains.GetGrain<IOrderGrain>(paid.Id.GrainKey).CompleteByHandAsync("cash");

        var page = await browser.GetAsync(home);
        Regex.Matches(page.Html, "<svg").Should().HaveCount(2);
        page.Text.Should().Contain("Orders of the last 14 days").And.Contain("Money paid in CNY").And.Contain("highest 1,234.5");
        page.Html.Should().Contain("aria-label=\"Orders of the last 14 days: Paid 1, Waiting 3, Not paid 0\"").And.NotContain("style=");

        var today = TimeProvider.System.GetUtcNow().UtcDateTime;
        var statement = await browser.GetAsync($"{home}/statement?month={today.ToString("yyyy-MM", CultureInfo.InvariantCulture)}");
        statement.Status.Should().Be(HttpStatusCode.OK);
        var rows = (await browser.GetAsync($"{home}/statement/export")).Html.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        rows[0].Should().Be("day,currency,status,face,chain,token,orders,money");
        rows.Should().HaveCount(3).And.ContainSingle(row => row.Contains(",CNY,completed,") && row.EndsWith(",1,1234.5"));
        statement.Text.Should().Contain("CNY 4 1 0 1,234.5 CNY").And.Contain(today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("2026-13")]
    [InlineData("9999-01")]
    [InlineData("1969-12")]
    [InlineData("<script>")]
    public async Task A_month_that_is_none_is_refused(string month)
    {
        var shop = await gateway.ShopAsync();
        var browser = await gateway.SignedInAsync(shop);
        var answer = await browser.GetAsync($"/console/{shop.Merchant.Pid}/statement?month={Uri.EscapeDataString(month)}");
        (answer.Status, answer.Text.Contains("month: expected a month")).Should().Be((HttpStatusCode.BadRequest, true));
        answer.Html.Should().NotContain("<script>");
    }
}
