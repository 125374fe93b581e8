using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Payments.Http.Tests.Faces.Pay188;

public sealed class Pay188RefusalTests(FaceGateway gateway) : IClassFixture<FaceGateway>
{
    /// <summary>A field of a rightly signed request replaced by a JSON text, or left out; what it is refused with.</summary>
    public static TheoryData<string, string?, string> BadFields => new()
    {
        { "merchantId", null, "merchantId: is required" },
        { "merchantId", "\"\"", "merchantId: is required" },
        { "merchantId", "\"999999\"", "merchantId: no such merchant" },
        { "merchantId", "\"1 OR 1=1\"", "merchantId: no such merchant" },
        { "merchantId", "-1", "merchantId: no such merchant" },
        { "merchantOrderId", null, "merchantOrderId: is required" },
        { "merchantOrderId", "\"\"", "merchantOrderId: is required" },
        { "merchantOrderId", "\"a b\"", "merchantOrderId: only letters, digits*" },
        { "merchantOrderId", "\"订单\"", "merchantOrderId: only letters, digits*" },
        { "merchantOrderId", $"\"{new string('x', 65)}\"", "merchantOrderId: at most 64 characters" },
        { "merchantOrderId", "5", "merchantOrderId: expected a string" },
        { "amount", null, "amount: is required" },
        { "amount", "0", "amount: must be greater than zero" },
        { "amount", "0.00", "amount: must be greater than zero" },
        { "amount", "-1", "amount: expected a positive number*" },
        { "amount", "1e2", "amount: expected a positive number*" },
        { "amount", "0.001", "amount: at most 2 decimals" },
        { "amount", "\"NaN\"", "amount: expected a positive number*" },
        { "amount", "\"Infinity\"", "amount: expected a positive number*" },
        { "amount", "\"1,000\"", "amount: expected a positive number*" },
        { "amount", "\" 1\"", "amount: expected a positive number*" },
        { "amount", "1234567890123456789012345678901234567890", "amount: expected a positive number*" },
        { "amount", "100000001", "amount: at most 100000000" },
        { "amount", "true", "amount: expected a number" },
        { "coinType", "\"doge\"", "coinType: the merchant takes no doge; expected one of usdt-bsc" },
        { "coinType", "\"usdt-tron\"", "coinType: the merchant takes no usdt-tron; expected one of usdt-bsc" },
        { "coinType", $"\"{new string('x', 33)}\"", "coinType: at most 32 characters" },
        { "notifyUrl", "\"shop.example/callback\"", "notifyUrl: expected an absolute http or https URL" },
        { "notifyUrl", "\"file:///etc/passwd\"", "notifyUrl: expected an absolute http or https URL" },
        { "notifyUrl", "\"https://user:pass@shop.example/\"", "notifyUrl: expected an absolute http or https URL" },
        { "returnUrl", "\"javascript:alert(1)\"", "returnUrl: expected an absolute http or https URL" },
        { "subject", $"\"{new string('x', 257)}\"", "subject: at most 256 characters" },
        { "subject", "\"a\\u0000b\"", "subject: must not contain a zero character" },
        { "subject", "[1]", "subject: expected a string" },
        { "sign", null, "sign: is required" },
    };

    [Theory]
    [InlineData("15.60", "15.6")]
    [InlineData("15.6", "15.60")]
    [InlineData("15", "15.0")]
    public async Task An_amount_that_was_printed_afresh_before_it_was_signed_is_named(string sent, string signed)
    {
        var shop = await gateway.ShopAsync();
        var (status, text) = await PostAsync(Pay188Tests.Signed(shop, "F-1", signed, "usdt", null)
            .Replace($"\"amount\":{signed}", $"\"amount\":{sent}", StringComparison.Ordinal));
        ((int)status).Should().Be(403);
        Message(text).Should()
            .Be($"sign: the amount is signed as {signed} and sent as {sent}: sign the very text that is sent, or send it as a string");
        (await shop.OrdersAsync()).Should().BeEmpty();
    }

    [Theory, MemberData(nameof(BadFields))]
    public async Task A_bad_field_is_refused_by_name_and_stores_nothing(string field, string? json, string message)
    {
        var shop = await gateway.ShopAsync();
        var (status, text) = await PostAsync(Request(shop, field, json));

        ((int)status).Should().Be(400, text);
        Message(text).Should().Match(message);
        (await shop.OrdersAsync()).Should().BeEmpty();
    }

    [Theory]
    [InlineData("amount", "71")]
    [InlineData("amount", "70.0")]
    [InlineData("merchantOrderId", "\"OTHER\"")]
    [InlineData("notifyUrl", "\"https://attacker.example/\"")]
    [InlineData("coinType", "\"usdc\"")]
    [InlineData("sign", "\"00000000000000000000000000000000\"")]
    [InlineData("sign", "\"short\"")]
    [InlineData("sign", "\"签名\"")]
    public async Task What_was_changed_after_signing_is_403_and_stores_nothing(string field, string json)
    {
        var shop = await gateway.ShopAsync();
        var request = JsonNode.Parse(Request(shop, field, null, sign: true))!.AsObject();
        request[field] = JsonNode.Parse(json);
        var (status, text) = await PostAsync(request.ToJsonString());

        ((int)status).Should().Be(403);
        Message(text).Should()
            .Match(json == "70.0" ? "sign: the amount is signed as 70 and sent as 70.0*" : "sign: the signature does not fit");
        (await shop.OrdersAsync()).Should().BeEmpty();
    }

    [Theory]
    [InlineData("notifyUrl", "\"https://attacker.example/\"")]
    [InlineData("coinType", "\"usdc\"")]
    [InlineData("coinType", "\"usdt-bsc\"")]
    public async Task What_was_added_after_signing_is_403_and_stores_nothing(string field, string json)
    {
        var shop = await gateway.ShopAsync(("bsc", "USDC"));
        var request = JsonNode.Parse(Request(shop, field, null))!.AsObject();
        request.ContainsKey(field).Should().BeFalse("it is signed without it");
        var honest = request.DeepClone().AsObject();
        request[field] = JsonNode.Parse(json);
        var (status, text) = await PostAsync(request.ToJsonString());
        ((int)status, Message(text)).Should().Be((403, "sign: the signature does not fit"));
        (await shop.OrdersAsync()).Should().BeEmpty();

        (await PostAsync(honest.ToJsonString())).Status.Should().Be(HttpStatusCode.OK, "the request itself is signed");
    }

    [Fact]
    public async Task A_signature_that_is_wrong_in_one_digit_is_403_wherever_that_is()
    {
        var shop = await gateway.ShopAsync();
        var request = JsonNode.Parse(Pay188Tests.Signed(shop, "D-1", "70", "usdt", null))!.AsObject();
        var sign = (string)request["sign"]!;
        for (var place = 0; place < sign.Length; place++)
        {
            request["sign"] = $"{sign[..place]}{(sign[place] == '0' ? '1' : '0')}{sign[(place + 1)..]}";
            ((int)(await PostAsync(request.ToJsonString())).Status).Should().Be(403, $"digit {place} is another");
        }
        (await shop.OrdersAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_signature_of_another_merchant_does_not_fit()
    {
        var (shop, other) = (await gateway.ShopAsync(), await gateway.ShopAsync());
        var request = Pay188Tests.Signed(other, "X-1", "70", "usdt", null).Replace($"\"merchantId\":\"{other.Pid}\"", $"\"merchantId\":\"{shop.Pid}\"", StringComparison.Ordinal);
        (await PostAsync(request)).Status.Should().Be(HttpStatusCode.Forbidden);
        (await shop.OrdersAsync()).Should().BeEmpty();
    }

    [Theory]
    [InlineData("", 400)]
    [InlineData("{", 400)]
    [InlineData("[]", 400)]
    [InlineData("null", 400)]
    [InlineData("NaN", 400)]
    [InlineData("""{"amount":NaN}""", 400)]
    [InlineData("""{"amount":01}""", 400)]
    [InlineData("""{"a":1,"a":2}""", 400)]
    [InlineData("""{"a":{"b":1}}""", 400)]
    [InlineData("merchantId=1&amount=2", 400)]
    public async Task Malformed_bodies_are_refused_in_the_faces_form(string body, int expected)
    {
        var (status, text) = await PostAsync(body);
        ((int)status).Should().Be(expected);
        Message(text).Should().NotBeEmpty();
    }

    [Fact]
    public async Task Deep_nesting_is_refused() => Message((await PostAsync(new string('[', 60_000))).Text).Should().NotBeEmpty();

    [Fact]
    public async Task Another_content_type_is_415_and_a_huge_body_413()
    {
        var shop = await gateway.ShopAsync();
        var request = Pay188Tests.Signed(shop, "C-1", "70", "usdt", null);
        var (type, text) = await Pay188Tests.PostAsync(shop.Http, new StringContent(request, Encoding.UTF8, "text/plain"));
        ((int)type, Message(text)).Should().Be((415, "Content-Type: expected application/json in UTF-8"));
        var (huge, tooLarge) = await PostAsync(request.Replace("C-1", new string('x', 70_000), StringComparison.Ordinal));
        ((int)huge, Message(tooLarge)).Should().Be((413, "body: at most 64 KiB"));
        (await shop.OrdersAsync()).Should().BeEmpty();
    }

    /// <summary>A request with one field replaced by a JSON text; signed over what it then says, or over what it said before.</summary>
    private static string Request(Shop shop, string field, string? json, bool sign = false)
    {
        var texts = new Dictionary<string, string?>
        {
            ["merchantId"] = $"\"{shop.Pid}\"",
            ["merchantOrderId"] = "\"R-1\"",
            ["amount"] = "70",
            ["coinType"] = "\"usdt\"",
            ["notifyUrl"] = "\"https://shop.example/callback\"",
        };
        if (!sign) texts[field] = json;
        var signed = shop.Sign188([.. new[] { "merchantId", "merchantOrderId", "amount", "coinType", "notifyUrl" }.Select(name => (name, Text(texts.GetValueOrDefault(name))))]);
        if (sign || field != "sign") texts["sign"] = $"\"{signed}\"";
        return $"{{{string.Join(',', texts.Where(pair => pair.Value is not null).Select(pair => $"\"{pair.Key}\":{pair.Value}"))}}}";
    }

    private static string? Text(string? json)
    {
        if (json is null) return null;
        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind == JsonValueKind.String ? document.RootElement.GetString() : document.RootElement.ValueKind == JsonValueKind.True ? null : json;
    }

    private static string Message(string text)
    {
        var answer = JsonNode.Parse(text)!.AsObject();
        answer.Select(field => field.Key).Should().Equal("code", "msg");
        ((int)answer["code"]!).Should().Be(-1);
        return (string)answer["msg"]!;
    }

    private Task<(HttpStatusCode Status, string Text)> PostAsync(string json) => Pay188Tests.PostAsync(gateway.Host.Http, new StringContent(json, Encoding.UTF8, "application/json"));
}
