using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Payments.Testing;
using Payments.Testing.Gateway;
using Payments.Testing.Nodes;
using Payments.Testing.Nodes.Bitcoin;
using Payments.Testing.Nodes.Solana;
using Payments.Testing.Nodes.Tron;

namespace Payments.Http.Tests.Api;

/// <summary>The state of the chains as everybody may read it, over nodes that speak their chains' own protocols.</summary>
public sealed class NetworkStatusTests : IAsyncLifetime
{
    private const string UrlSecret = "v2-url-secret-0123456789";
    private const string ApiKey = "header-secret-0123456789";
    private const string Password = "password-secret";

    private readonly TronChain tron = new(TimeProvider.System);
    private readonly SolanaChain solana = new(TimeProvider.System);
    private readonly BitcoinChain bitcoin = new(TimeProvider.System);
    private TronSimulator tronNode = null!;
    private SolanaSimulator solanaNode = null!;
    private BitcoinSimulator bitcoinNode = null!;
    private AnvilNode anvil = null!;

    public async Task InitializeAsync()
    {
        tron.Mine(30);
        bitcoin.Mine(20);
        for (var i = 0; i < 50; i++) solana.Mine();
        tronNode = await TronSimulator.StartAsync(tron);
        solanaNode = await SolanaSimulator.StartAsync(solana);
        bitcoinNode = await BitcoinSimulator.StartAsync(bitcoin);
        anvil = await AnvilNode.StartAsync(chainId: 56);
        for (var i = 0; i < 20; i++) await anvil.CallAsync("evm_mine");
    }

    public async Task DisposeAsync()
    {
        await anvil.DisposeAsync();
        await bitcoinNode.DisposeAsync();
        await solanaNode.DisposeAsync();
        await tronNode.DisposeAsync();
    }

    [Fact]
    public async Task Each_chain_tells_head_cursor_finality_fees_and_nodes_from_what_its_nodes_say()
    {
        await using var gateway = await StartAsync();
        var status = await KnownAsync(gateway);

        var bsc = status["bsc"]!;
        var gas = await anvil.CallAsync("eth_gasPrice");
        bsc["gas_price"]!.ToJsonString().Should().Be(Decimal(gas.GetString()!));
        ((long)bsc["chain_id"]!, (long)bsc["block_number"]!, (long)bsc["cursor"]!, (long)bsc["final_block"]!, (int)bsc["confirmation_blocks"]!).Should().Be((56, 20, 20, 6, 15));
        ((bool)bsc["is_syncing"]!, (string)bsc["fee_coin"]!, (string)bsc["fees"]![0]!["unit"]!, (double)bsc["seconds_to_final"]!).Should().Be((false, "BNB", "wei per gas", 15 * 0.45));
        Fee(bsc, "BNB").Should().Be(21_000 * decimal.Parse(Decimal(gas.GetString()!), CultureInfo.InvariantCulture) / 1_000_000_000_000_000_000m);

        var trx = status["tron"]!;
        (trx["confirmation_blocks"], (long)trx["block_number"]!, (long)trx["final_block"]!, (double)trx["seconds_to_final"]!).Should().Be((null, 30, 11, 57));
        trx["fees"]!.ToJsonString().Should().Be("""[{"resource":"energy","price":"100","unit":"sun per energy"},{"resource":"bandwidth","price":"1000","unit":"sun per byte"}]""");
        (Fee(trx, "TRX"), Fee(trx, "USDT")).Should().Be((0.268m, 6.845m));

        var btc = status["bitcoin"]!;
        ((long)btc["gas_price"]!, (string)btc["fees"]![0]!["resource"]!, (double)btc["seconds_to_final"]!).Should().Be((12_000, "size", 1200));
        Fee(btc, "BTC").Should().Be(0.00001692m);

        var sol = status["solana"]!;
        ((long)sol["gas_price"]!, (string)sol["fees"]![1]!["price"]!).Should().Be((2000, "5000"));
        Fee(sol, "USDT").Should().Be(0.0000054m);

        foreach (var (name, chain) in status)
        {
            var node = chain!["nodes"]!.AsArray().Should().ContainSingle(name).Subject!;
            ((string)node["name"]!, (bool)node["is_healthy"]!, (long)node["block_number"]!, (long)node["blocks_behind"]!).Should().Be(("node 1", true, (long)chain["block_number"]!, 0), name);
            ((bool)chain["is_stale"]!, chain["fees_missing"]).Should().Be((false, null), name);
            ((long)chain["head_age_seconds"]!).Should().BeInRange(0, 30, name);
        }
        foreach (var secret in new[] { UrlSecret, ApiKey, Password, "127.0.0.1", "http" }) status.ToJsonString().Should().NotContain(secret);
    }

    [Fact]
    public async Task A_hot_caller_asks_no_node_and_other_services_wait_for_none_of_it()
    {
        await using var gateway = await StartAsync();
        await KnownAsync(gateway);
        var asked = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(Enumerable.Range(0, 500), async (_, _) => asked.Add((await gateway.Http.GetAsync("/api/v1/network/status")).StatusCode.ToString()));
        asked.Should().HaveCount(500).And.OnlyContain(status => status == "OK");
        tronNode.Asked.Count(question => question.Path == "wallet/getchainparameters").Should().Be(1);
        solanaNode.Asked.Count(question => question.Method == "getRecentPrioritizationFees").Should().Be(1);
        bitcoinNode.Asked.Count(question => question.Method == "estimatesmartfee").Should().Be(1);
    }

    [Fact]
    public async Task A_price_that_a_node_does_not_tell_is_null_with_the_reason_and_the_node_stays_in_use()
    {
        bitcoinNode.Answer = (question, honest) => question.Method == "estimatesmartfee" ? JsonNode.Parse("""{"errors":["Insufficient data or no feerate found"],"blocks":6}""") : honest;
        tronNode.Answer = (question, honest) => question.Path == "wallet/getchainparameters" ? TronSimulator.Error("secret words of the node") : honest;
        await using var gateway = await StartAsync();
        var status = await KnownAsync(gateway);
        var btc = status["bitcoin"]!;
        (btc["gas_price"], btc["transfer_fees"]!["BTC"], (string)btc["fees_missing"]!).Should().Be((null, null, "the node has seen too few payments for an estimate"));
        var trx = status["tron"]!;
        (trx["gas_price"], trx["transfer_fees"]!["USDT"], (string)trx["fees_missing"]!).Should().Be((null, null, "the node does not tell what transactions cost"));
        ((bool)trx["nodes"]![0]!["is_healthy"]!).Should().BeTrue();
        status.ToJsonString().Should().NotContain("secret words");
    }

    [Fact]
    public async Task Old_figures_stay_with_their_age_and_say_that_they_are_stale()
    {
        var clock = new ShiftedTime();
        await using var gateway = await StartAsync(clock);
        await KnownAsync(gateway);
        tronNode.Handle = async (context, _) =>
        {
            context.Response.StatusCode = 503;
            await context.Response.WriteAsync("secret words of the node");
            return true;
        };
        // From here on nothing is read of it, so that nothing under way while the clock is moved makes its figures new.
        await UntilAsync(gateway, all => !(bool)all["tron"]!["nodes"]![0]!["is_healthy"]!, "the node in trouble is known");
        clock.Shift(TimeSpan.FromMinutes(10));
        var status = await UntilAsync(gateway, all =>
            all["tron"]!["nodes"]![0]! is var node && !(bool)node["is_healthy"]! && node["left_alone_until"] is not null &&
            all["bitcoin"]! is var other && !(bool)other["is_stale"]! && other["fees_missing"] is null &&
                (long)other["fees_age_seconds"]! < 60,
            "the node was asked again and left alone again, and what others say is fresh");
        var trx = status["tron"]!;
        ((long)trx["block_number"]!, (bool)trx["is_stale"]!, Fee(trx, "USDT")).Should().Be((30, true, 6.845m));
        ((long)trx["head_age_seconds"]!, (long)trx["fees_age_seconds"]!).Should().Match(((long Head, long Fees) age) => age.Head >= 600 && age.Fees >= 600);
        status.ToJsonString().Should().NotContain("secret words");
    }

    private Task<GatewayHost> StartAsync(TimeProvider? clock = null) => GatewayHost.StartAsync(new Dictionary<string, string?>
    {
        ["Chains:Bsc:Rpc"] = $"{anvil.Url}?key={UrlSecret}",
        ["Chains:Bsc:PollInterval"] = "00:00:00.1",
        ["Chains:Tron:Rpc"] = tronNode.Url.ToString(),
        ["Chains:Tron:ApiKey"] = ApiKey,
        ["Chains:Tron:ChainId"] = tron.ChainNumber.ToString(CultureInfo.InvariantCulture),
        ["Chains:Tron:PollInterval"] = "00:00:00.1",
        ["Chains:Solana:Rpc"] = solanaNode.Url.ToString(),
        ["Chains:Solana:ChainId"] = solana.ChainNumber.ToString(CultureInfo.InvariantCulture),
        ["Chains:Solana:PollInterval"] = "00:00:00.1",
        ["Chains:Bitcoin:Rpc"] = bitcoinNode.Url.ToString().Replace("http://", $"http://user:{Password}@", StringComparison.Ordinal),
        ["Chains:Bitcoin:ChainId"] = BitcoinChain.ChainNumber.ToString(CultureInfo.InvariantCulture),
        ["Chains:Bitcoin:PollInterval"] = "00:00:00.1",
        ["Logging:LogLevel:Default"] = "None",
    }, services =>
    {
        if (clock is not null) services.AddSingleton(clock);
    });

    /// <summary>The status once every chain was read to its head.</summary>
    private static Task<JsonObject> KnownAsync(GatewayHost gateway) =>
        UntilAsync(gateway, status => status.All(chain => chain.Value!["fees_at"] is not null && (long?)chain.Value["blocks_behind"] == 0), "every chain was read to its head");

    private static Task<JsonObject> UntilAsync(GatewayHost gateway, Func<JsonObject, bool> holds, string what) =>
        Patience.UntilAsync(async () => (await new ApiClient(gateway.Http).GetAsync("/network/status")).Data, holds, what);

    private static decimal Fee(JsonNode chain, string token) => decimal.Parse((string)chain["transfer_fees"]![token]!, CultureInfo.InvariantCulture);

    private static string Decimal(string hex) => UInt128.Parse(hex.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);

    /// <summary>The real clock, moved ahead.</summary>
    private sealed class ShiftedTime : TimeProvider
    {
        private TimeSpan ahead;

        public void Shift(TimeSpan by) => ahead += by;

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;
    }
}
