using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Testing;
using Payments.Testing.Gateway;

namespace Payments.EndToEnd.Tests.Upgrade;

/// <summary>
/// An installation of the previous version opens, and nothing of it changes its meaning: what was under way goes on, what was over stays
/// so.
/// </summary>
public sealed class PreviousInstallationTests : IAsyncLifetime
{
    private const string Completed = "6dce1fe0579fbcebe979ddb699786902";
    private const string Failed = "8918e14a56f597b4c1729c7db15ec9c4";
    private const string Expired = "28fe3eee687c782787fb3d3c462fa538";
    private const string PaidDerived = "e7a5c2b5c6dbc6853304c11ec688160e";
    private const string Due = "153bddc19b795c87085082f50952c815";
    private const string Pending = "f26bb1f76f1cd0ffb7e47fb13e24a7c9";
    private const string Derived = "91e2d3744f884550f934e90d5eee0276";
    private const string Part = "c70885b01879aeb8e1692c418c03efb1";
    private const string Detected = "5b3145ce2e80984527a9cc41ac63609e";

    /// <summary>The master key that was in front.</summary>
    private const string Front = "aeef19d6";

    private static readonly MerchantId Merchant = new("8eab060f93ce12463deb3612e43f7e7b");
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly PreviousInstallation installation = new();
    private GatewayHost gateway = null!;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await installation.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task All_of_it_goes_on_where_it_was(bool isPostgres)
    {
        await installation.UnpackAsync(isPostgres);
        await using (gateway = await installation.StartAsync(2, 1))
        {
            gateway.Http.DefaultRequestHeaders.Add("X-API-Key", PreviousInstallation.ApiKey);
            await CheckWhatIsOverAsync();
            await CheckRemindersAsync();
            await CheckOrdersUnderWayAsync();
            await CheckCallbacksAsync();
            await CheckWhatIsNewAsync();
            await CheckUnmatchedAsync();
        }
        await CheckKeysAsync();
    }

    private async Task CheckWhatIsOverAsync()
    {
        var told = await AskShopApiAsync("F-completed");
        ((int)told["status"]!, (string?)told["money"]).Should().Be((1, "70"));
        ((int)(await AskShopApiAsync("F-expired"))["status"]!).Should().Be(0);
        foreach (var id in new[] { Completed, Failed, PaidDerived }) (await OrderAsync(id)).Status.Should().Be(OrderStatus.Completed, id);
        (await OrderAsync(Expired)).Status.Should().Be(OrderStatus.Expired);
        (await OrderAsync(Expired)).Transfers.Should().ContainSingle().Which.Transfer.Units.Should().Be((UInt128)3_330_000_000_000_000_000);
        (await OrderAsync(Completed)).Quote!.Units.Should().Be((UInt128)10_000_000_000_000_000_000);
        (await ListAsync("wallets", "wallets")).Select(wallet => (string?)wallet!["address"] ?? (string?)wallet["xpub"])
            .Should().BeEquivalentTo("0x52908400098527886E0F7030069857D2E4169EE7", PreviousInstallation.ExtendedKey);
        var attempt = (await DeliveryAsync(Completed))["attempts"]!.AsArray().Should().ContainSingle().Subject!;
        ((int)attempt["status_code"]!, (string?)attempt["answer"]).Should().Be((200, "success"));
    }

    /// <summary>
    /// The reminders that the previous version's own runtime wrote are read, and each start takes their place, row for row; the one of the
    /// daily comparison, which that version did not have, comes beside them.
    /// </summary>
    private async Task CheckRemindersAsync()
    {
        var table = gateway.Services.GetRequiredService<IReminderTable>();
        string[] expected =
        [
            .. "0123456789abcdef".Select(shard => $"alarm/alarm-{shard} alive"), "chainwatcher/chain-bsc alive",
            "user-check/audit-users daily", "provider-watch/watch-providers round", "notice-watch/watch-notices round",
        ];
        var found = await Patience.UntilAsync(
            () => table.ReadRows(0, 0), rows => rows.Reminders.Count >= expected.Length, "all alarms are on", Limit);
        found.Reminders.Select(reminder => $"{reminder.GrainId} {reminder.ReminderName}").Should().BeEquivalentTo(expected);
        found.Reminders.Where(reminder => reminder.ReminderName == "alive").Should()
            .OnlyContain(reminder => reminder.Period == TimeSpan.FromMinutes(1));
    }

    private async Task CheckOrdersUnderWayAsync()
    {
        (await OrderAsync(Detected)).Status.Should().Be(OrderStatus.Detected);
        foreach (var id in new[] { Pending, Derived })
        {
            var waiting = await OrderAsync(id);
            waiting.Status.Should().Be(OrderStatus.Pending);
            installation.Chain.Pay(waiting.Quote!.Address, waiting.Quote.Token, waiting.Quote.Units);
        }
        for (var block = 0; block < 3; block++) installation.Chain.Mine();
        foreach (var (id, number) in new[] { (Detected, "F-detected"), (Pending, "F-pending"), (Derived, "F-derived") })
        {
            await Patience.UntilAsync(() => OrderAsync(id), order => order.Status == OrderStatus.Completed, $"{number} completes", Limit);
            await HeardAsync(number);
        }
    }

    /// <summary>The one that is due goes out by the alarm alone; the one that gave up waits to be sent by hand.</summary>
    private async Task CheckCallbacksAsync()
    {
        await HeardAsync("F-due");
        await Patience.UntilAsync(
            () => DeliveryAsync(Due), due => (string?)due["status"] == "delivered", "what was due is delivered", Limit);
        var failed = await DeliveryAsync(Failed);
        ((string?)failed["status"], failed["attempts"]!.AsArray().Count).Should().Be(("failed", 14));
        installation.Shop.All.Should().NotContain(heard => heard.Content.Contains("F-failed"));
        (await gateway.Http.PostAsync($"api/v1/deliveries/{failed["delivery_id"]}/resend", null)).EnsureSuccessStatusCode();
        await HeardAsync("F-failed");
    }

    private async Task CheckUnmatchedAsync()
    {
        var transfer = (await ListAsync("transfers/unmatched", "transfers")).Should().ContainSingle().Subject!;
        ((string?)transfer["amount"], (string?)transfer["token"]).Should().Be(("6", "USDT"));
        var path = $"api/v1/transfers/{transfer["transfer_id"]}/assign";
        (await gateway.Http.PostAsJsonAsync(path, new { order = "F-part" })).EnsureSuccessStatusCode();
        (await OrderAsync(Part)).Transfers.Should().ContainSingle().Which.Transfer.Units.Should().Be((UInt128)6_000_000_000_000_000_000);
        (await ListAsync("transfers/unmatched", "transfers")).Should().BeEmpty();
    }

    /// <summary>Counters go on: the next merchant's number, the next address of a key, an amount that an open order holds.</summary>
    private async Task CheckWhatIsNewAsync()
    {
        (await gateway.RegisterMerchantAsync("second@example.com")).Merchant.Pid.Should().Be(1001);
        var listed = await ListAsync("wallets", "wallets");
        var wallets = listed.ToDictionary(wallet => (string)wallet!["token"]!, wallet => (string)wallet!["wallet_id"]!);
        var derived = await gateway.CreateOrderAsync(Merchant, "N-derived", wallet: wallets["USDC"]);
        foreach (var id in new[] { Derived, PaidDerived }) derived.Quote!.Address.Should().NotBe((await OrderAsync(id)).Quote!.Address);
        var same = await gateway.CreateOrderAsync(Merchant, "N-part", money: 84, wallet: wallets["USDT"]);
        same.Quote!.Units.Should().NotBe((await OrderAsync(Part)).Quote!.Units, "that amount is held by the order of before");
        ((int)(await AskAsync("query"))["code"]!).Should().Be(1);
    }

    /// <summary>The key that had been replaced is not needed, and the one in front can be replaced.</summary>
    private async Task CheckKeysAsync()
    {
        await using (gateway = await installation.StartAsync(3, 2))
        {
            var settings = gateway.Services.GetRequiredService<Storage.Settings>();
            await Patience.UntilAsync(
                () => settings.GetOrAddAsync("installation-key", ""),
                key => !key.StartsWith(Front + ":", StringComparison.Ordinal),
                "the installation key is sealed afresh",
                Limit);
            var merchants = gateway.Services.GetRequiredService<Storage.Queries.MerchantQueries>();
            await Patience.UntilAsync(async () => (await merchants.SealedUnderAsync(Front, null, 10)).Count == 0, "every secret is", Limit);
        }
        await using (gateway = await installation.StartAsync(3)) ((int)(await AskShopApiAsync("F-completed"))["status"]!).Should().Be(1);
        var withReplacedKey = () => installation.StartAsync(2);
        await withReplacedKey.Should().ThrowAsync<Exception>().WithMessage("*is sealed under master key*");
    }

    private async Task<Order> OrderAsync(string id) => (await gateway.Grains.GetGrain<IOrderGrain>(OrderId.From(id).GrainKey).GetAsync())!;

    private Task<JsonNode> AskShopApiAsync(string number) => AskAsync($"order&out_trade_no={number}");

    private async Task<JsonNode> AskAsync(string act) =>
        (await gateway.Http.GetFromJsonAsync<JsonNode>($"api.php?pid=1000&key={PreviousInstallation.ApiSecret}&act={act}"))!;

    private async Task<JsonArray> ListAsync(string path, string name) =>
        (await gateway.Http.GetFromJsonAsync<JsonNode>($"api/v1/{path}"))!["data"]![name]!.AsArray();

    private async Task<JsonNode> DeliveryAsync(string order) =>
        (await ListAsync($"deliveries?order={order}", "deliveries")).Should().ContainSingle().Subject!;

    private Task HeardAsync(string number)
    {
        var told = $"out_trade_no={number}&";
        return Patience.UntilAsync(
            () => installation.Shop.All.Any(heard => heard.Content.Contains(told, StringComparison.Ordinal)),
            $"the shop hears of {number}",
            Limit);
    }
}
