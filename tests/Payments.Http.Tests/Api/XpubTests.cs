using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Payments.Contracts.Orders;
using Payments.Domain.Transfers;
using Payments.Storage.Export;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Api;

/// <summary>Wallets with an account's extended public key, over HTTP.</summary>
public sealed class XpubTests : IAsyncLifetime
{
    private const string Zpub = "zpub6rFR7y4Q2AijBEqTUquhVz398htDFrtymD9xYYfG1m4wAcvPhXNfE3EfH1r1ADqtfSdVCToUG868RvUUkgDKf31mGDtKsAYz2oz2AGutZYs";
    private const string Xpub = "xpub6BgBgsespWvERF3LHQu6CnqdvfEvtMcQjYrcRzx53QJjSxarj2afYWcLteoGVky7D3UKDP9QyrLprQ3VCECoY49yfdDEHGCtMMj92pReUsQ";
    private const string Xprv = "xprv9xJocDuwtYCMNAo3Zw76WENQeAS6WGXQ55RCy7tDJ8oALr4FWkuVoHJeHVAcAqiZLE7Je3vZJHxspZdFHfnBEjHqU5hG1Jaj32dVoS6XLT1";
    private const string First = "bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu";
    private const string FirstOfTaproot = "bc1p5cyxnuxmeuwuvkwfem96lqzszd02n6xdcjrs20cac6yqjjwudpxqkedrcr";

    private readonly string folder = Directory.CreateTempSubdirectory("payments-xpub-").FullName;
    private GatewayHost gateway = null!;
    private ApiClient client = null!;
    private JsonObject merchant = null!;

    public async Task InitializeAsync()
    {
        gateway = await GatewayHost.StartAsync(new Dictionary<string, string?>
        {
            ["Chains:Bitcoin:Rpc"] = ApiGateway.DeadNode,
            ["Chains:Ethereum:Rpc"] = ApiGateway.DeadNode,
            ["Chains:Tron:Rpc"] = ApiGateway.DeadNode,
            ["Chains:Solana:Rpc"] = ApiGateway.DeadNode,
            ["Rates:Sources"] = "",
            ["Logging:LogLevel:Default"] = "None",
        }, dataFolder: folder);
        (client, merchant) = await new ApiClient(gateway.Http).RegisterAsync("shop@example.com");
    }

    public async Task DisposeAsync()
    {
        await gateway.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static string Wallet(string? xpub, string chain = "bitcoin", string token = "BTC", string? scriptType = null, string? address = null)
    {
        var wallet = new JsonObject { ["chain"] = chain, ["token"] = token, ["currency"] = "CNY", ["rate"] = 7 };
        if (xpub is not null) wallet["xpub"] = xpub;
        if (scriptType is not null) wallet["script_type"] = scriptType;
        if (address is not null) wallet["address"] = address;
        return wallet.ToJsonString();
    }

    [Fact]
    public async Task A_wallet_with_a_key_shows_its_first_addresses_and_changes_its_price_alone()
    {
        var added = await client.PostAsync("/wallets", Wallet(Zpub));
        added.Status.Should().Be(HttpStatusCode.Created, added.Error);
        ((string?)added.Data["xpub"], (string?)added.Data["script_type"], added.Data["address"]).Should().Be((Zpub, "p2wpkh", null));
        added.Data["addresses"]!.AsArray().Select(one => ((string)one!["path"]!, (string)one["address"]!)).Should().HaveCount(5)
            .And.StartWith([("0/0", First), ("0/1", "bc1qnjg0jd8228aq7egyzacy8cys3knf9xvrerkf9g")]);
        var path = $"/wallets/{added.Data["wallet_id"]}";
        (await client.GetAsync(path)).Data.ToJsonString().Should().Be(added.Data.ToJsonString());
        (await client.GetAsync("/wallets")).Data["wallets"]![0]!.AsObject().Select(field => field.Key).Should().NotContain("addresses").And.Contain("xpub");

        ((string?)(await client.PutAsync(path, """{"rate":6}""")).Data["rate"]).Should().Be("6");
        (await client.PutAsync(path, $$"""{"xpub":"{{Zpub}}"}""")).Status.Should().Be(HttpStatusCode.OK);
        var moved = await client.PutAsync(path, $$"""{"xpub":"{{Xpub}}"}""");
        (moved.Status, moved.Error).Should().Be((HttpStatusCode.BadRequest, "xpub: stays as it is while the wallet is there; remove it and add another"));
        (await client.DeleteAsync(path)).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_preview_shows_what_a_key_would_give_and_stores_nothing()
    {
        var preview = await client.PostAsync("/wallets/preview", $$"""{"chain":"btc","xpub":" {{Xpub}} ","script_type":"P2TR","count":2}""");
        preview.Data.ToJsonString().Should().Be($$"""{"chain":"bitcoin","script_type":"p2tr","addresses":[{"path":"0/0","address":"{{FirstOfTaproot}}"},{"path":"0/1","address":"bc1p4qhjn9zdvkux4e44uhx8tc55attvtyu358kutcqkudyccelu0was9fqzwh"}]}""");
        (await client.PostAsync("/wallets/preview", $$"""{"chain":"ethereum","xpub":"{{Xpub}}"}""")).Data["addresses"]!.AsArray().Should().HaveCount(5);
        (await client.GetAsync("/wallets")).Data["wallets"]!.AsArray().Should().BeEmpty();
        (await client.PostAsync("/wallets/preview", $$"""{"chain":"bitcoin","xpub":"{{Xpub}}","count":21}""")).Error.Should().Be("count: expected a whole number from 1 to 20");
        (await client.PostAsync("/wallets/preview", """{"chain":"bitcoin"}""")).Error.Should().Be("xpub: is required");
        (await new ApiClient(gateway.Http).PostAsync("/wallets/preview", "{}")).Status.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("bitcoin", "BTC", "xpub6CUGRUo", null, null, "xpub: the checksum does not fit: a character or its case is wrong or missing")]
    [InlineData("bitcoin", "BTC", First, null, null, "xpub: expected an account's extended public key, xpub…, ypub…, zpub…")]
    [InlineData("bitcoin", "BTC", Zpub, "p2pkh", null, "script_type: a key that begins with zpub is of a wallet with p2wpkh addresses")]
    [InlineData("bitcoin", "BTC", null, "p2pkh", First, "script_type: goes with an xpub")]
    [InlineData("bitcoin", "BTC", Zpub, null, First, "xpub: give either an address or an xpub")]
    [InlineData("bitcoin", "BTC", null, null, null, "address: is required")]
    [InlineData("ethereum", "USDT", Zpub, null, null, "xpub: a key that begins with zpub is of another network: expected an account's extended public key, xpub…")]
    [InlineData("solana", "USDT", Xpub, null, null, "xpub: addresses of Solana cannot be derived from a public key: give an address")]
    public async Task A_bad_key_is_refused_by_the_field(string chain, string token, string? xpub, string? scriptType, string? address, string error)
    {
        var answer = await client.PostAsync("/wallets", Wallet(xpub, chain, token, scriptType, address));
        (answer.Status, answer.Error).Should().Be((HttpStatusCode.BadRequest, error));
        (await client.GetAsync("/wallets")).Data["wallets"]!.AsArray().Should().BeEmpty();
    }

    [Fact]
    public async Task A_private_key_is_neither_repeated_nor_stored_in_whichever_field_it_came()
    {
        foreach (var body in new[] { Wallet(Xprv), Wallet(null, address: Xprv), Wallet(Xprv, "tron", "USDT"), Wallet(null, "ethereum", "USDT", address: Xprv) })
        {
            var answer = await client.PostAsync("/wallets", body);
            answer.Status.Should().Be(HttpStatusCode.BadRequest);
            answer.Error.Should().MatchRegex("^(xpub|address): this is a private key or a seed phrase: ");
            answer.Envelope.ToJsonString().Should().NotContain(Xprv[..12]);
        }
        (await client.PostAsync("/wallets/preview", $$"""{"chain":"bitcoin","xpub":"{{Xprv}}"}""")).Error.Should().StartWith("xpub: this is a private key");
        await client.PostAsync("/wallets", Wallet(Zpub));
        (await RowsHoldAsync(Zpub)).Should().BeTrue("what is stored is found by this search");
        (await RowsHoldAsync(Xprv[..40])).Should().BeFalse();
        FilesHold(Xprv[..40]).Should().BeFalse();
    }

    [Fact]
    public async Task A_key_and_its_addresses_belong_to_one_merchant_until_an_operator_moves_them()
    {
        var other = (await new ApiClient(gateway.Http).RegisterAsync("other@example.com")).Client;
        var admin = new ApiClient(gateway.Http).AsAdmin(GatewayHost.AdminKey);
        await client.PostAsync("/wallets", Wallet(Xpub, "ethereum", "USDT"));
        var refused = await other.PostAsync("/wallets", Wallet(Xpub, "ethereum", "USDC"));
        (refused.Status, refused.Error).Should().Be((HttpStatusCode.Conflict, "xpub: belongs to another merchant of this gateway; its operator can release it"));
        (await client.PostAsync("/wallets", Wallet(Xpub, "ethereum", "USDT"))).Error.Should().Be("xpub: this chain, token and xpub are one of your wallets already");
        (await other.PostAsync("/wallets", Wallet(Xpub, "tron", "USDT"))).Status.Should().Be(HttpStatusCode.Created, "a key on another chain has other addresses");

        var address = (await PayAddressAsync("K-1", "usdt-erc20"))["walletAddress"]!.ToString();
        (await other.PostAsync("/wallets", Wallet(null, "ethereum", "USDT", address: address))).Error.Should().Be("address: belongs to another merchant of this gateway; its operator can release it");
        (await client.PostAsync("/wallets", Wallet(null, "ethereum", "USDT", address: address))).Error.Should().Be("address: is one that your own xpub gives to orders");

        var key = $$"""{"chain":"ethereum","xpub":"{{Xpub}}"}""";
        var status = (await admin.PostAsync("/admin/xpubs", key)).Data;
        ((string?)status["merchant_id"], (long)status["next_index"]!, (int)status["open_addresses"]!, status["last_paid_index"]).Should().Be(((string?)merchant["merchant_id"], 1, 1, null));
        (await admin.PutAsync("/admin/xpubs", key)).Error.Should().Be("merchant_id: is required; null releases the key");
        (await admin.PutAsync("/admin/xpubs", key.Insert(1, "\"merchant_id\":null,"))).Data["merchant_id"].Should().BeNull();
        (await other.PostAsync("/wallets", Wallet(Xpub, "ethereum", "USDC"))).Status.Should().Be(HttpStatusCode.Created);
        (await admin.PostAsync("/admin/xpubs", $$"""{"chain":"bitcoin","xpub":"{{Xpub}}"}""")).Status.Should().Be(HttpStatusCode.NotFound);
        (await client.PostAsync("/admin/xpubs", key)).Status.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_faces_and_the_cashier_show_the_orders_own_address_and_the_plain_amount()
    {
        await client.PostAsync("/wallets", Wallet(Xpub, "tron", "USDT"));
        var (first, second) = (await PayAddressAsync("P-1", "usdt"), await PayAddressAsync("P-2", "usdt"));
        var expected = (await client.PostAsync("/wallets/preview", $$"""{"chain":"tron","xpub":"{{Xpub}}","count":3}""")).Data["addresses"]!.AsArray().Select(one => (string)one!["address"]!).ToArray();

        ((string)first["walletAddress"]!, first["actualAmount"]!.ToJsonString()).Should().Be((expected[0], "10"));
        ((string)second["walletAddress"]!, second["actualAmount"]!.ToJsonString()).Should().Be((expected[1], "10"));
        (await gateway.Http.GetStringAsync($"/cashier?id={second["orderId"]}&lang=en")).Should().Contain(expected[1]);

        var shop = new Shop(gateway, new Contracts.Merchants.MerchantKeys { Merchant = await MerchantAsync(), ApiKey = "", ApiSecret = (string)merchant["api_secret"]! });
        using var submitted = await gateway.Http.PostAsync("/submit.php", new FormUrlEncodedContent(shop.SignEpay(shop.EpayOrder("E-1"))));
        submitted.StatusCode.Should().Be(HttpStatusCode.Found);
        (await shop.FindAsync("E-1"))!.Quote!.Address.Should().Be(expected[2]);
    }

    [Fact]
    public async Task Late_money_names_its_order()
    {
        await client.PostAsync("/wallets", Wallet(Xpub, "tron", "USDT"));
        var order = await PayAddressAsync("L-1", "usdt");
        var id = new Domain.Identity.OrderId((string)order["orderId"]!);
        await gateway.Grains.GetGrain<IOrderGrain>(id.GrainKey).CloseAsync();
        await gateway.Services.GetRequiredService<Grains.Chains.TransferDispatcher>().DispatchAsync([new Transfer
        {
            Id = new TransferId("tron:1:0"),
            Chain = Domain.Identity.ChainId.Tron,
            Token = "USDT",
            Units = 10_000_000,
            From = "TPL66VK2gCXNCD7EJg9pgJRfqcRazjhUZY",
            To = (string)order["walletAddress"]!,
            Transaction = "1",
            Block = 1,
            BlockHash = "b",
            BlockTime = TimeProvider.System.GetUtcNow(),
        }], 0);

        var transfer = (await client.GetAsync("/transfers/unmatched")).Data["transfers"]![0]!;
        ((string?)transfer["meant_for"], (string?)transfer["amount"]).Should().Be((id.ToUuid(), "10"));
        (await client.PostAsync($"/transfers/{transfer["transfer_id"]}/assign", $$"""{"order":"{{transfer["meant_for"]}}"}""")).Status.Should().Be(HttpStatusCode.OK);
    }

    /// <summary>Whether any row of the database holds a text.</summary>
    private async Task<bool> RowsHoldAsync(string text)
    {
        var file = Path.Combine(folder, "export");
        await gateway.Services.GetRequiredService<DatabaseExport>().CopyAsync(file);
        using var rows = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        var all = await rows.ReadToEndAsync();
        File.Delete(file);
        return all.Contains(text, StringComparison.Ordinal);
    }

    /// <summary>The file by which a gateway holds its folder cannot be opened while it runs, and holds nothing.</summary>
    private bool FilesHold(string text)
    {
        const string held = "gateway.lock";
        var wanted = Encoding.ASCII.GetBytes(text);
        return Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Any(file =>
        {
            if (Path.GetRelativePath(folder, file) == held)
            {
                new FileInfo(file).Length.Should().Be(0);
                return false;
            }
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            return content.AsSpan().IndexOf(wanted) >= 0;
        });
    }

    private async Task<Domain.Merchants.Merchant> MerchantAsync()
    {
        Domain.Identity.MerchantId.TryParse((string)merchant["merchant_id"]!, out var id).Should().BeTrue();
        return (await gateway.Grains.GetGrain<Contracts.Merchants.IMerchantGrain>(id.GrainKey).GetAsync())!.Merchant;
    }

    /// <summary>An order over 70 CNY through the 188Pay face.</summary>
    private async Task<JsonObject> PayAddressAsync(string number, string type)
    {
        var shop = new Shop(gateway, new Contracts.Merchants.MerchantKeys { Merchant = await MerchantAsync(), ApiKey = "", ApiSecret = (string)merchant["api_secret"]! });
        var body = Faces.Pay188.Pay188Tests.Signed(shop, number, "70", type, "https://shop.example/n");
        using var response = await gateway.Http.PostAsync("/pay/address", new StringContent(body, Encoding.UTF8, "application/json"));
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
        response.StatusCode.Should().Be(HttpStatusCode.OK, answer.ToJsonString());
        return answer["data"]!.AsObject();
    }
}
