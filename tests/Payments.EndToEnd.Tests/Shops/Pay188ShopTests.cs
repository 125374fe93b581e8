using System.Text.Json;
using Payments.Domain.Identity;
using Payments.Testing.Shops;

namespace Payments.EndToEnd.Tests.Shops;

/// <summary>Shops of 188Pay's JSON API in three languages, through the whole gateway: each signs its orders and checks its callbacks as the document's sample in its language does.</summary>
public sealed class Pay188ShopTests(ShopGateway gateway) : IClassFixture<ShopGateway>
{
    /// <summary>What a language would print otherwise than it was signed is told as a string: below 0.0001, or of more than 14 digits.</summary>
    private static readonly Purchase[] Purchases =
    [
        new("100", "usdt", "14.29", "14.29"),
        new("100.5", "usdt", "14.36", "14.36"),
        new("99.99", "usdt-bsc", "14.3", "14.3"),
        new("0.4", "bnb", "0.0001", "0.0001"),
        new("0.01", "bnb", "0.00001", "\"0.00001\""),
        new("0.01", "usdt", "0.01", "0.01"),
        new("12345", "usdc", "123450000000", "123456789012.34", Paid: "123456789012.34"),
        new("70", "usdt", "10", "\"10.000000000000000001\"", Paid: "10.000000000000000001"),
        new("99999999.99", "usdc", "999999999900000", "\"999999999900000\""),
        new("100000000", "usdc", "1000000000000000", "\"1000000000000000\""),
    ];

    [Theory]
    [InlineData("php")]
    [InlineData("node")]
    [InlineData("python")]
    public async Task The_shop_takes_the_callback_of_each_of_its_orders_small_and_large(string language)
    {
        var merchant = await gateway.OpenAsync();
        await gateway.Host.AddWalletAsync(merchant.Merchant.Id, "bsc", "USDC", $"0x{merchant.Merchant.Pid:x40}", rate: 0.0000001m);
        await using var shop = await Pay188Shop.StartAsync(language, $"{merchant.Merchant.Pid}", merchant.ApiSecret, gateway.Url);
        for (var i = 0; i < Purchases.Length; i++)
        {
            var purchase = Purchases[i];
            var answer = await shop.OrderAsync($"P-{i}", purchase.Amount, purchase.Coin);
            var data = JsonDocument.Parse(answer).RootElement.GetProperty("data");
            OrderId.TryParse(data.GetProperty("orderId").GetString(), out var id).Should().BeTrue();
            data.GetProperty("cashierUrl").GetString().Should().Be($"{gateway.Url}/cashier?id={id.Value}");
            data.GetProperty("actualAmount").GetRawText().Should().Be(purchase.Quoted);

            var transaction = await gateway.PayAsync(id, purchase.Paid);

            var delivery = await gateway.DeliveredAsync(merchant, id);
            delivery.Attempts.Select(attempt => (attempt.Method, attempt.StatusCode, attempt.Answer)).Should().Equal(("POST", 200, "success"));
            Texts(delivery.Payload).Should().BeEquivalentTo(new Dictionary<string, string>
            {
                ["trade_no"] = $"\"{id.Value}\"",
                ["out_trade_no"] = $"\"P-{i}\"",
                ["amount"] = purchase.Amount,
                ["actual_amount"] = purchase.Told,
                ["coin_type"] = $"\"{purchase.Coin}\"",
                ["status"] = "\"completed\"",
                ["tx_hash"] = $"\"{transaction}\"",
                ["sign"] = Texts(delivery.Payload)["sign"],
                ["sign_type"] = "\"MD5\"",
            });
            (await gateway.Host.Http.GetStringAsync($"/pay/order/{id.Value}")).Should().Contain("\"status\":\"completed\"").And.Contain($"\"returnUrl\":\"{delivery.Url.Replace("/callback", "/return")}\"");
        }
    }

    private static Dictionary<string, string> Texts(string json) => JsonDocument.Parse(json).RootElement.EnumerateObject().ToDictionary(field => field.Name, field => field.Value.GetRawText());

    /// <summary>One order.</summary>
    /// <param name="Amount">The money, as the shop says it.</param>
    /// <param name="Coin">The coin type.</param>
    /// <param name="Quoted">The amount that the gateway asks for, as JSON.</param>
    /// <param name="Told">The amount that the callback tells of, as JSON.</param>
    /// <param name="Paid">What the payer sends; null for what is asked.</param>
    private sealed record Purchase(string Amount, string Coin, string Quoted, string Told, string? Paid = null);
}
