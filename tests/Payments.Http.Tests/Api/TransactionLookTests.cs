using System.Net;
using System.Text.Json.Nodes;
using Payments.Chains.Reading;
using Payments.Contracts.Chains;
using Payments.Domain.Orders;
using Payments.Testing;

namespace Payments.Http.Tests.Api;

/// <summary>"Look at this transaction now", over real HTTP and a chain that the test writes.</summary>
public sealed class TransactionLookTests(ScriptedGateway gateway) : IClassFixture<ScriptedGateway>
{
    private const string Stranger = "0x000000000000000000000000000000000000dead";

    private static int serial = 0xabc;

    private static string FreshHash() => $"0x{Interlocked.Increment(ref serial):x64}".Replace("0x0", "0xf", StringComparison.Ordinal);

    private async Task<(Shop Shop, ApiClient Client, Order Order)> WaitingAsync(string number)
    {
        var shop = await gateway.ShopAsync();
        var order = await gateway.Host.CreateOrderAsync(shop.Keys.Merchant.Id, number);
        return (shop, new ApiClient(gateway.Host.Http, shop.Keys.ApiKey), order);
    }

    private async Task<JsonObject> LookAsync(ApiClient client, string transaction, string? order = null)
    {
        var answer = order is null
            ? await client.GetAsync($"/transactions/bsc/{transaction}")
            : await client.PostAsync($"/orders/{order}/look", new JsonObject { ["transaction"] = transaction }.ToJsonString());
        answer.Status.Should().Be(HttpStatusCode.OK, answer.Error);
        return answer.Data;
    }

    private static string Code(JsonObject look) => (string)look["code"]!;

    private static JsonObject Only(JsonObject look) => look["transfers"]!.AsArray().Should().ContainSingle().Subject!.AsObject();

    /// <summary>Waits until the watcher has read all blocks.</summary>
    private Task ReadAsync() => Patience.UntilAsync(
        async () => (await gateway.Host.Grains.GetGrain<IChainWatcherGrain>(gateway.Chain.Chain.WatcherKey).GetStatusAsync()).Cursor ?? -1,
        cursor => cursor >= gateway.Chain.Head, "the chain is read");

    [Fact]
    public async Task A_payment_is_followed_from_its_first_block_to_the_final_one_and_named_to_its_own_merchant_only()
    {
        var (shop, client, order) = await WaitingAsync("L-1");
        var transaction = gateway.Chain.Pay(order.Quote!.Address, "USDT", order.Quote.Units);
        await Patience.UntilAsync(() => shop.FindAsync("L-1"), found => found!.Transfers.Count == 1, "the payment is seen");

        var seen = await LookAsync(client, transaction, "L-1");
        (Code(seen), (long)seen["confirmations"]!, (int)seen["required_confirmations"]!, (bool)seen["final"]!)
            .Should().Be(("not_final", 1, 2, false));
        ((string)seen["message"]!).Should().Be("counts for order L-1 and is not final yet (1 of 2 confirmations)");
        var counted = Only(seen);
        ((string)counted["order_id"]!, (string)counted["payment_id"]!, (bool)counted["assignable"]!, (bool)counted["found_now"]!)
            .Should().Be(("L-1", order.Id.ToUuid(), false, false));

        gateway.Chain.Mine();
        await Patience.UntilAsync(() => shop.FindAsync("L-1"), found => found!.Status == OrderStatus.Completed, "the payment is final");
        Code(await LookAsync(client, transaction.ToUpperInvariant().Replace("0X", "0x", StringComparison.Ordinal))).Should().Be("counted");

        var (_, stranger, _) = await WaitingAsync("L-2");
        var told = await LookAsync(stranger, transaction);
        (Code(told), Only(told)["order_id"], Only(told)["payment_id"]).Should().Be(("counted_elsewhere", null, null));
        told.ToJsonString().Should().NotContain("L-1").And.NotContain(order.Id.ToUuid());
    }

    [Fact]
    public async Task What_brought_nothing_is_told_apart()
    {
        var (_, client, order) = await WaitingAsync("L-3");
        var own = order.Quote!.Address;
        async Task ExpectAsync(FoundTransaction? found, string code)
        {
            var hash = FreshHash();
            if (found is not null) gateway.Chain.OtherTransactions[hash] = found;
            var look = await LookAsync(client, hash);
            (Code(look), look["transfers"]!.AsArray().Count).Should().Be((code, 0));
            Code(await LookAsync(client, hash, "L-3")).Should().Be(code);
        }
        await ExpectAsync(null, "unknown");
        await ExpectAsync(new FoundTransaction(null, false, [new Payee(own, null)]), "waiting");
        await ExpectAsync(new FoundTransaction(50, true, [new Payee(own, null)]), "failed");
        await ExpectAsync(new FoundTransaction(50, false, [new Payee(Stranger, null)]), "other_address");
        await ExpectAsync(new FoundTransaction(50, false, [new Payee(own, "0x00000000000000000000000000000000000fa4e0")]), "other_token");
    }

    [Fact]
    public async Task A_payment_that_was_missed_goes_to_its_order_once_however_often_it_is_asked_for()
    {
        var (shop, client, order) = await WaitingAsync("L-4");
        gateway.Chain.HidesPayments = true;
        var transaction = gateway.Chain.Pay(order.Quote!.Address, "USDT", order.Quote.Units);
        gateway.Chain.Mine();
        await ReadAsync();
        gateway.Chain.HidesPayments = false;
        (await shop.FindAsync("L-4"))!.Transfers.Should().BeEmpty();

        var looks = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => LookAsync(client, transaction, "L-4")));
        looks.Should().OnlyContain(look => Code(look) == "counted" && (string)Only(look)["order_id"]! == "L-4");
        looks.Should().Contain(look => (bool)Only(look)["found_now"]!);
        await Patience.UntilAsync(() => shop.FindAsync("L-4"), found => found!.Status == OrderStatus.Completed, "it completes");
        ((bool)Only(await LookAsync(client, transaction))["found_now"]!).Should().BeFalse();
        (await shop.FindAsync("L-4"))!.Transfers.Should().ContainSingle().Which.Assigned.Should().BeFalse();
    }

    [Fact]
    public async Task Dust_is_told_at_once_and_brought_to_nobody()
    {
        var (_, client, order) = await WaitingAsync("L-8");
        gateway.Chain.HidesPayments = true;
        var transaction = gateway.Chain.Pay(order.Quote!.Address, "USDT", 1_000_000);
        gateway.Chain.Mine();
        await ReadAsync();
        gateway.Chain.HidesPayments = false;
        var look = await LookAsync(client, transaction);
        (Code(look), (bool)Only(look)["found_now"]!).Should().Be(("dust", false));
        (await client.GetAsync("/transfers/unmatched")).Data.ToJsonString().Should().NotContain(order.Quote.Address);
    }

    [Fact]
    public async Task Unmatched_money_is_assignable_and_what_is_older_than_the_order_says_so()
    {
        var (shop, client, order) = await WaitingAsync("L-5");
        var older = gateway.Chain.Pay(order.Quote!.Address, "USDT", order.Quote.Units * 3);
        gateway.Chain.Mine();
        await ReadAsync();
        var listed = await LookAsync(client, older);
        (Code(listed), (bool)Only(listed)["assignable"]!).Should().Be(("unmatched", true));

        var later = await gateway.Host.CreateOrderAsync(shop.Keys.Merchant.Id, "L-6", money: 210m);
        later.Quote!.Units.Should().Be(order.Quote.Units * 3);
        Code(await LookAsync(client, older, "L-6")).Should().Be("before_order");
        var given = await client.PostAsync($"/transfers/{Only(listed)["transfer_id"]}/assign", """{"order":"L-6"}""");
        given.Status.Should().Be(HttpStatusCode.OK, given.Error);
        ((string)Only(await LookAsync(client, older))["order_id"]!).Should().Be("L-6");
    }

    [Fact]
    public async Task A_question_that_cannot_be_asked_names_its_field()
    {
        var (_, client, _) = await WaitingAsync("L-7");
        var hash = FreshHash();
        await RefusedAsync(client.GetAsync("/transactions/bsc/0x12"), 400, "hash: is no name of a transaction of BNB Smart Chain (BEP20)");
        await RefusedAsync(client.GetAsync($"/transactions/tron/{hash}"), 400, "chain: expected one of bsc");
        await RefusedAsync(client.PostAsync("/orders/NONE/look", $$"""{"transaction":"{{hash}}"}"""), 404, "order: no such order");
        await RefusedAsync(client.PostAsync("/orders/L-7/look", "{}"), 400, "transaction: is required");
        var added = await client.PostAsync("/keys", """{"name":"reader","scopes":["read","assign"]}""");
        var reader = client.With((string)added.Data["api_key"]!);
        await RefusedAsync(reader.GetAsync($"/transactions/bsc/{hash}"), 403, "X-API-Key: this key lacks the scope complete");

        gateway.Chain.Outage = "down";
        var silent = client.GetAsync($"/transactions/bsc/{hash}");
        await RefusedAsync(silent, 503, "transaction: no node of the chain could tell; try again in a minute");
        gateway.Chain.Outage = null;
    }

    private static async Task RefusedAsync(Task<ApiAnswer> asked, int status, string error)
    {
        var answer = await asked;
        ((int)answer.Status, answer.Error).Should().Be((status, error));
    }
}
