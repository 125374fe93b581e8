using System.Net;

namespace Payments.Http.Tests.Faces.Epay;

public sealed class EpaySubmitTests(FaceGateway gateway) : IClassFixture<FaceGateway>
{
    [Fact]
    public async Task Form_and_query_at_all_three_paths_lead_to_the_same_cashier_page()
    {
        var shop = await gateway.ShopAsync();
        var order = shop.SignEpay(shop.EpayOrder("SAME-1"));
        var locations = new List<string>();
        foreach (var path in new[] { "/submit.php", "/epay/submit", "/epay/submit.php" })
        {
            locations.Add(await LocationAsync(await shop.Http.PostAsync(path, new FormUrlEncodedContent(order))));
            locations.Add(await LocationAsync(await shop.Http.GetAsync($"{path}?{await new FormUrlEncodedContent(order).ReadAsStringAsync()}")));
            using var multipart = new MultipartFormDataContent();
            foreach (var (name, value) in order) multipart.Add(new StringContent(value), name);
            locations.Add(await LocationAsync(await shop.Http.PostAsync(path, multipart)));
        }

        locations.Distinct().Should().ContainSingle().Which.Should().MatchRegex(@"^http://127\.0\.0\.1:\d+/cashier\?id=[0-9a-f]{32}$");
        var stored = (await shop.OrdersAsync()).Should().ContainSingle().Subject;
        (stored.Money, stored.Terms.Subject, stored.Terms.ReturnUrl, stored.Terms.Type).Should().Be((70m, "商品 & more", "https://shop.example/#/order", "usdt"));
    }

    [Fact]
    public async Task As_in_PHP_the_body_wins_over_the_query_and_the_last_of_equal_names_over_the_first()
    {
        var shop = await gateway.ShopAsync();
        var order = shop.SignEpay(shop.EpayOrder("MIX-1"));
        using var body = new FormUrlEncodedContent(new[] { new KeyValuePair<string, string>("money", "5") }.Concat(order));
        await LocationAsync(await shop.Http.PostAsync("/submit.php?money=1&out_trade_no=OTHER", body));
        (await shop.OrdersAsync()).Should().ContainSingle().Which.Number.Should().Be("MIX-1");
    }

    [Theory]
    [InlineData("usdt", "bsc USDT")]
    [InlineData("USDT", "bsc USDT")]
    [InlineData("usdt-bsc", "bsc USDT")]
    [InlineData("usdt.bep20", "bsc USDT")]
    [InlineData("usdt_ethereum", "ethereum USDT")]
    [InlineData("usdt-erc20", "ethereum USDT")]
    [InlineData("ethereum-usdt", "ethereum USDT")]
    [InlineData("eth", "ethereum ETH")]
    [InlineData("matic", "polygon POL")]
    [InlineData("polygon-pol", "polygon POL")]
    [InlineData("usdt-polygon", null)]
    [InlineData("trx", null)]
    [InlineData("alipay", null)]
    [InlineData("wxpay", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public async Task A_type_names_a_wallet_or_leaves_the_coin_to_the_payer(string? type, string? wallet)
    {
        var shop = await gateway.ShopAsync(("ethereum", "USDT"), ("ethereum", "ETH"), ("polygon", "POL"));
        var order = shop.EpayOrder("TYPE-1");
        if (type is null) order.Remove("type");
        else order["type"] = type;
        await LocationAsync(await shop.Http.PostAsync("/submit.php", new FormUrlEncodedContent(shop.SignEpay(order))));
        var quote = (await shop.FindAsync("TYPE-1"))!.Quote;
        (quote is null ? null : $"{quote.Chain} {quote.Token}").Should().Be(wallet);
    }

    [Fact]
    public async Task With_one_wallet_an_unknown_type_is_quoted_at_once()
    {
        var shop = await gateway.ShopAsync();
        var order = shop.EpayOrder("ONE-1");
        order["type"] = "alipay";
        await LocationAsync(await shop.Http.PostAsync("/submit.php", new FormUrlEncodedContent(shop.SignEpay(order))));
        (await shop.FindAsync("ONE-1"))!.Quote!.Units.Should().Be(10 * (UInt128)1_000_000_000_000_000_000);
    }

    private static async Task<string> LocationAsync(HttpResponseMessage response)
    {
        using (response)
        {
            response.StatusCode.Should().Be(HttpStatusCode.Found, await response.Content.ReadAsStringAsync());
            return response.Headers.Location!.OriginalString;
        }
    }
}
