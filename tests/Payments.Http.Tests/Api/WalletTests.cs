using System.Net;
using System.Text.Json.Nodes;

namespace Payments.Http.Tests.Api;

public sealed class WalletTests(ApiGateway gateway) : IClassFixture<ApiGateway>
{
    private const string Address = "0x52908400098527886E0F7030069857D2E4169EE7";
    private const string Tron = "TPL66VK2gCXNCD7EJg9pgJRfqcRazjhUZY";
    private const string Checksummed = "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359";

    [Fact]
    public async Task A_wallet_is_added_shown_changed_and_removed()
    {
        var client = await gateway.MerchantAsync();
        var added = await client.PostAsync("/wallets", $$"""{"chain":"BSC","token":"usdt","address":"{{Checksummed}}","notify_url":"https://shop.example/notify","currency":"cny","rate":7.2}""");

        added.Status.Should().Be(HttpStatusCode.Created);
        added.Data.Select(property => property.Key).Should().BeEquivalentTo(
            "wallet_id", "chain", "token", "address", "notify_url", "currency", "rate", "created_at", "active");
        Fields(added.Data).Should().Be(("bsc", "USDT", Checksummed, "https://shop.example/notify", "CNY", "7.2"));
        var path = $"/wallets/{added.Data["wallet_id"]}";
        Fields((await client.GetAsync(path)).Data).Should().Be(Fields(added.Data));
        (await client.GetAsync("/wallets")).Data["wallets"]!.AsArray().Should().ContainSingle();

        Fields((await client.PutAsync(path, """{"rate":"6.88","currency":"USD"}""")).Data).Should().Be(("bsc", "USDT", Checksummed, "https://shop.example/notify", "USD", "6.88"));
        Fields((await client.PutAsync(path, """{"rate":null,"notify_url":null}""")).Data).Should().Be(("bsc", "USDT", Checksummed, null, "USD", null));
        (await client.PutAsync(path, $$"""{"chain":"bep20","token":"USDT","address":"{{Checksummed.ToLowerInvariant()}}"}""")).Status.Should().Be(HttpStatusCode.OK);

        (await client.DeleteAsync(path)).Status.Should().Be(HttpStatusCode.OK);
        (await client.GetAsync(path)).Status.Should().Be(HttpStatusCode.NotFound);
        (await client.DeleteAsync(path)).Status.Should().Be(HttpStatusCode.NotFound);
        (await client.PutAsync(path, "{}")).Status.Should().Be(HttpStatusCode.NotFound);
        (await client.GetAsync("/wallets")).Data["wallets"]!.AsArray().Should().BeEmpty();
    }

    public static TheoryData<string, string> BadWallets => new()
    {
        { Wallet(chain: null), "chain: is required" },
        { Wallet(chain: "dogecoin"), "chain: expected one of ethereum, bsc, polygon*" },
        { Wallet(chain: "polygon"), "chain: polygon is switched off on this gateway: no node is configured for it" },
        { Wallet(token: null), "token: is required" },
        { Wallet(token: "TRX"), "token: expected one of *USDT* on ethereum" },
        { Wallet(token: "BNB"), "token: expected one of *USDT* on ethereum" },
        { Wallet(address: null), "address: is required" },
        { Wallet(address: "TRx1234"), "address: expected 0x and 40 hex digits" },
        { Wallet(address: Address[..41]), "address: expected 0x and 40 hex digits" },
        { Wallet(address: Checksummed.Replace("fB69", "fb69", StringComparison.Ordinal)), "address: the EIP-55 checksum does not fit*" },
        { Wallet(address: "0x0000000000000000000000000000000000000000"), "address: the zero address*" },
        { Wallet(address: "0xdAC17F958D2ee523a2206206994597C13D831ec7"), "address: this is the contract of USDT, not a wallet*" },
        { Wallet(chain: "tron", address: Address), "address: this is an EVM address: expected a TRON address*" },
        { Wallet(chain: "tron", address: Tron[..33]), "address: expected 34 characters that begin with T, and these are 33" },
        { Wallet(chain: "tron", address: Tron.ToLowerInvariant()), "address: *" },
        { Wallet(chain: "tron", address: Tron[..33] + "x"), "address: the checksum does not fit*" },
        { Wallet(chain: "tron", token: "ETH", address: Tron), "token: expected one of TRX, USDT, USDC on tron" },
        { Wallet(chain: "trc20", address: "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"), "address: this is the contract of USDT, not a wallet*" },
        { Wallet(address: Tron), "address: expected 0x and 40 hex digits" },
        { Wallet(chain: "solana", address: Tron), "address: this is a TRON address: expected a Solana address*" },
        { Wallet(chain: "solana", address: "FGETo8T8wMcN2wCjav8VK6eh3dLk63evNDPxzLSJra8B"), "address: this is a token account or another address of a program*" },
        { Wallet(chain: "spl", address: "Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB"), "address: this is the contract of USDT, not a wallet*" },
        { Wallet(currency: null), "currency: is required" },
        { Wallet(currency: "EUR"), "currency: expected CNY, USD, USDT" },
        { Wallet(notify: "\"shop.example/notify\""), "notify_url: expected an absolute http or https URL" },
        { Wallet(notify: "5"), "notify_url: expected a string" },
        { Wallet(notify: "\"http://10.0.0.7/n\""), "notify_url: callbacks may not reach 10.0.0.7*Callbacks:AllowedNetworks" },
        { Wallet(notify: "\"https://shop.example:22/n\""), "notify_url: port 22 is not the web's*Callbacks:AllowedPorts" },
        { Wallet(rate: "0"), "rate: must be greater than zero" },
        { Wallet(rate: "-7"), "rate: expected a positive number such as 7.2" },
        { Wallet(rate: "1e3"), "rate: expected a positive number such as 7.2" },
        { Wallet(rate: "\"NaN\""), "rate: expected a positive number such as 7.2" },
        { Wallet(rate: "\"7,2\""), "rate: expected a positive number such as 7.2" },
        { Wallet(rate: "\"\""), "rate: expected a positive number such as 7.2" },
        { Wallet(rate: "7.123456789"), "rate: at most 8 decimals" },
        { Wallet(rate: "1000000001"), "rate: at most 1000000000" },
        { Wallet(rate: new string('9', 40)), "rate: expected a positive number such as 7.2" },
        { Wallet(rate: "true"), "rate: expected a number" },
        { Wallet(tolerance: "0"), "tolerance: must be greater than zero" },
        { Wallet(tolerance: "-1"), "tolerance: expected a positive number such as 1.5" },
        { Wallet(tolerance: "10.01"), "tolerance: at most 10" },
        { Wallet(tolerance: "0.001"), "tolerance: at most 2 decimals" },
        { Wallet(tolerance: "\"1%\""), "tolerance: expected a positive number such as 1.5" },
        { """{"chain":"ethereum","token":"ETH","xpub":"xpub6CUGRUo"}""", "xpub: the checksum does not fit*" },
    };

    [Theory, MemberData(nameof(BadWallets))]
    public async Task A_bad_wallet_is_refused_by_the_field_and_not_stored(string body, string error)
    {
        var client = await gateway.MerchantAsync();

        var answer = await client.PostAsync("/wallets", body);

        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.Error.Should().Match(error);
        (await client.GetAsync("/wallets")).Data["wallets"]!.AsArray().Should().BeEmpty();
    }

    [Theory]
    [InlineData("tron", "USDT", Tron)]
    [InlineData("TRC20", "usdc", "41a0a9daaa80e8f1e6b20d68b7e9d9d6e4a9b3a192")]
    [InlineData("trx", "trx", "4192a0a9daaa80e8f1e6b20d68b7e9d9d6e4a9b3a1")]
    public async Task A_TRON_wallet_is_shown_as_TRONs_users_write_it(string chain, string token, string address)
    {
        var client = await gateway.MerchantAsync();
        var added = await client.PostAsync("/wallets", Wallet(chain: chain, token: token, address: address));
        added.Status.Should().Be(HttpStatusCode.Created, added.Error);
        var shown = Fields(added.Data);
        (shown.Item1, shown.Item2).Should().Be(("tron", token.ToUpperInvariant()));
        shown.Item3.Should().StartWith("T").And.HaveLength(34);
        if (address == Tron) shown.Item3.Should().Be(Tron);
        (await client.DeleteAsync($"/wallets/{added.Data["wallet_id"]}")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_same_address_and_token_twice_is_409_in_whatever_spelling()
    {
        var client = await gateway.MerchantAsync();
        (await client.PostAsync("/wallets", Wallet(address: Address))).Status.Should().Be(HttpStatusCode.Created);
        (await client.PostAsync("/wallets", Wallet(chain: "ERC20", address: Address.ToLowerInvariant()))).Status.Should().Be(HttpStatusCode.Conflict);
        (await client.PostAsync("/wallets", Wallet(token: "ETH", address: Address))).Status.Should().Be(HttpStatusCode.Created);
        (await client.GetAsync("/wallets")).Data["wallets"]!.AsArray().Should().HaveCount(2);
    }

    [Theory]
    [InlineData("""{"token":"ETH"}""", "token: stays as it is while the wallet is there; remove it and add another")]
    [InlineData("""{"chain":"bsc"}""", "chain: stays as it is while the wallet is there; remove it and add another")]
    [InlineData("""{"address":"0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359"}""", "address: stays as it is while the wallet is there; remove it and add another")]
    [InlineData("""{"address":"nonsense"}""", "address: expected 0x and 40 hex digits")]
    [InlineData("""{"currency":null}""", "currency: is required")]
    [InlineData("""{"rate":-1}""", "rate: expected a positive number such as 7.2")]
    [InlineData("""{"rte":1}""", "rte: is not known here; known are *")]
    [InlineData("""{"notify_url":"http://192.168.7.7/n"}""", "notify_url: callbacks may not reach 192.168.7.7*Callbacks:AllowedNetworks")]
    public async Task A_bad_change_of_a_wallet_changes_nothing(string body, string error)
    {
        var client = await gateway.MerchantAsync();
        var added = await client.PostAsync("/wallets", Wallet(address: gateway.FreshAddress()));
        var path = $"/wallets/{added.Data["wallet_id"]}";

        var answer = await client.PutAsync(path, body);

        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.Error.Should().Match(error);
        (await client.GetAsync(path)).Data.ToJsonString().Should().Be(added.Data.ToJsonString());
    }

    [Fact]
    public async Task A_tolerance_is_set_changed_and_taken_away()
    {
        var client = await gateway.MerchantAsync();
        var added = await client.PostAsync("/wallets", Wallet(address: gateway.FreshAddress(), tolerance: "1.50"));
        ((string)added.Data["tolerance"]!).Should().Be("1.5");
        var path = $"/wallets/{added.Data["wallet_id"]}";
        ((string)(await client.PutAsync(path, """{"rate":7}""")).Data["tolerance"]!).Should().Be("1.5");
        ((string)(await client.PutAsync(path, """{"tolerance":"10"}""")).Data["tolerance"]!).Should().Be("10");
        (await client.PutAsync(path, """{"tolerance":null}""")).Data.ContainsKey("tolerance").Should().BeFalse();
        (await client.GetAsync(path)).Data.ContainsKey("tolerance").Should().BeFalse();
    }

    [Fact]
    public async Task A_coin_is_switched_off_and_on_and_a_spread_is_set_and_taken_away()
    {
        var client = await gateway.MerchantAsync();
        var added = await client.PostAsync("/wallets", Wallet(address: gateway.FreshAddress()));
        ((bool)added.Data["active"]!).Should().BeTrue();
        added.Data.ContainsKey("active_from").Should().BeFalse();
        var path = $"/wallets/{added.Data["wallet_id"]}";
        var changed = await client.PutAsync(path, """{"active":false,"spread":"0.50"}""");
        ((bool)changed.Data["active"]!, (string)changed.Data["spread"]!).Should().Be((false, "0.5"));
        const string payment = """{"order_id":"OFF-1","amount":"5","currency":"USDT","callback_url":"https://shop.example/n"}""";
        (await client.PostAsync("/payments", payment)).Error.Should().StartWith("currency: you have no wallet for USDT");
        var on = await client.PutAsync(path, """{"active":true,"spread":null}""");
        ((bool)on.Data["active"]!, on.Data.ContainsKey("spread")).Should().Be((true, false));
        (await client.PutAsync(path, """{"spread":"20.01"}""")).Error.Should().Be("spread: at most 20");
        (await client.PutAsync(path, """{"active":"no"}""")).Error.Should().Be("active: expected true or false");
    }

    [Fact]
    public async Task A_wallet_of_another_merchant_is_not_there()
    {
        var (owner, other) = (await gateway.MerchantAsync(), await gateway.MerchantAsync());
        var path = $"/wallets/{(await owner.PostAsync("/wallets", Wallet(address: gateway.FreshAddress()))).Data["wallet_id"]}";

        (await other.GetAsync(path)).Status.Should().Be(HttpStatusCode.NotFound);
        (await other.PutAsync(path, """{"rate":1}""")).Status.Should().Be(HttpStatusCode.NotFound);
        (await other.DeleteAsync(path)).Status.Should().Be(HttpStatusCode.NotFound);
        Fields((await owner.GetAsync(path)).Data).Item6.Should().Be("7.2");
    }

    private static string Wallet(string? chain = "ethereum", string? token = "USDT", string? address = Address, string? currency = "CNY", string? notify = null, string? rate = "7.2", string? tolerance = null)
    {
        var wallet = new JsonObject { ["chain"] = chain, ["token"] = token, ["address"] = address, ["currency"] = currency };
        if (notify is not null) wallet["notify_url"] = JsonNode.Parse(notify);
        if (rate is not null) wallet["rate"] = JsonNode.Parse(rate);
        if (tolerance is not null) wallet["tolerance"] = JsonNode.Parse(tolerance);
        return wallet.ToJsonString();
    }

    private static (string, string, string, string?, string, string?) Fields(JsonObject wallet) =>
        ((string)wallet["chain"]!, (string)wallet["token"]!, (string)wallet["address"]!, (string?)wallet["notify_url"], (string)wallet["currency"]!, (string?)wallet["rate"]);
}
