using System.Net;
using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Domain.Money;
using Payments.Domain.Orders;
using Payments.Domain.Transfers;

namespace Payments.Http.Tests.Api;

/// <summary>A merchant closes an order.</summary>
public sealed class OrderTests(ApiGateway gateway) : IClassFixture<ApiGateway>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_unpaid_order_is_closed_by_our_id_or_the_shops_number_and_188Pay_says_so(bool byNumber)
    {
        var (client, merchant) = await gateway.Anyone.RegisterAsync($"close{byNumber}@example.com");
        var id = await gateway.OrderAsync(merchant, "C-1");
        foreach (var _ in new[] { "first", "again" })
        {
            var closed = await client.PostAsync($"/orders/{(byNumber ? "C-1" : id.ToUuid())}/close");
            closed.Status.Should().Be(HttpStatusCode.OK, closed.Error);
            ((string)closed.Data["payment_id"]!, (string)closed.Data["order_id"]!, (string)closed.Data["status"]!).Should().Be((id.ToUuid(), "C-1", "closed"));
        }
        (await gateway.Host.Http.GetStringAsync($"/pay/order/{id}")).Should().Contain("\"status\":\"closed\"");
    }

    [Fact]
    public async Task A_merchant_sees_that_a_reorganisation_took_back_what_completed_the_order()
    {
        var (client, merchant) = await gateway.Anyone.RegisterAsync("removed@example.com");
        var id = await gateway.OrderAsync(merchant, "C-9");
        var grain = gateway.Host.Grains.GetGrain<IOrderGrain>(id.GrainKey);
        var order = (await grain.GetAsync())!;
        await grain.AcceptTransferAsync(Payment(order, "0x9", 10), 10);
        (await client.GetAsync("/orders/C-9")).Data["removed_transactions"]!.AsArray().Should().BeEmpty();
        await grain.RevertAsync(ChainId.Ethereum, 9);
        var seen = await client.GetAsync($"/orders/{id.ToUuid()}");
        ((string)seen.Data["status"]!, (string)seen.Data["removed_transactions"]![0]!).Should().Be(("completed", "0x9"));
        var (stranger, _) = await gateway.Anyone.RegisterAsync("removedstranger@example.com");
        (await stranger.GetAsync($"/orders/{id.ToUuid()}")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Whoever_was_paid_twice_sees_the_excess_and_each_transaction_on_every_face()
    {
        var (client, merchant) = await gateway.Anyone.RegisterAsync("excess@example.com");
        var id = await gateway.OrderAsync(merchant, "E-1");
        var grain = gateway.Host.Grains.GetGrain<IOrderGrain>(id.GrainKey);
        var order = (await grain.GetAsync())!;
        var asked = TokenAmount.Format(order.Quote!.Units, order.Quote.Decimals);
        foreach (var (hash, block) in new[] { ("0x1", 1), ("0x2", 9) })
        {
            await grain.AcceptTransferAsync(Payment(order, hash, block), 5);
        }

        var shown = (await client.GetAsync("/orders/E-1")).Data;
        var payment = shown["payment"]!;
        ((string)payment["asked"]!, (string)payment["confirmed"]!, (string)payment["excess"]!, (string)payment["missing"]!,
            (string)payment["to_pay"]!)
            .Should().Be((asked, asked, asked, "0", "0"));
        shown["transactions"]!.AsArray().Select(one => $"{one!["transaction_hash"]} {one["state"]} {one["amount"]} {one["late"]}")
            .Should().Equal($"0x1 final {asked} false", $"0x2 seen {asked} false");
        var face188 = await gateway.Host.Http.GetStringAsync($"/pay/order/{id}");
        face188.Should().Contain($"\"missingAmount\":0,\"excessAmount\":{asked},").And.Contain("\"transactions\":[\"0x1\",\"0x2\"]");
        var epay = await gateway.Host.Http
            .GetStringAsync($"/api.php?act=order&pid={merchant["pid"]}&key={merchant["api_secret"]}&out_trade_no=E-1");
        epay.Should().Contain($"\"missing\":\"0\",\"excess\":\"{asked}\",").And.Contain("\"transactions\":[\"0x1\",\"0x2\"]");
    }

    [Theory]
    [InlineData(false, "confirmed")]
    [InlineData(true, "completed")]
    public async Task An_order_with_a_payment_stays_open_and_the_refusal_names_its_state(bool isFinal, string state)
    {
        var (client, merchant) = await gateway.Anyone.RegisterAsync($"paid{state}@example.com");
        var id = await gateway.OrderAsync(merchant, "C-2");
        var grain = gateway.Host.Grains.GetGrain<IOrderGrain>(id.GrainKey);
        var order = (await grain.GetAsync())!;
        await grain.AcceptTransferAsync(Payment(order, "0x1", 1), isFinal ? 1 : 0);

        var refused = await client.PostAsync("/orders/C-2/close");
        (refused.Status, refused.Error).Should().Be((HttpStatusCode.Conflict, $"order: C-2 is {state}: a payment was seen, so it can be closed only once it has expired without the rest"));
        (await grain.GetAsync())!.Status.Should().Be(isFinal ? OrderStatus.Completed : OrderStatus.Detected);
    }

    [Fact]
    public async Task Only_the_merchant_of_an_order_may_close_it()
    {
        var (_, owner) = await gateway.Anyone.RegisterAsync("owner-of-order@example.com");
        var id = await gateway.OrderAsync(owner, "C-3");
        var (stranger, _) = await gateway.Anyone.RegisterAsync("stranger-to-order@example.com");

        foreach (var name in new[] { id.Value, id.ToUuid(), "C-3", "missing" })
        {
            var refused = await stranger.PostAsync($"/orders/{name}/close");
            (refused.Status, refused.Error).Should().Be((HttpStatusCode.NotFound, "order: no such order"));
        }
        (await gateway.Anyone.PostAsync($"/orders/{id}/close")).Status.Should().Be(HttpStatusCode.Unauthorized);
        (await gateway.Host.Grains.GetGrain<IOrderGrain>(id.GrainKey).GetAsync())!.Status.Should().Be(OrderStatus.Pending);
    }

    private static Transfer Payment(Order order, string transaction, long block) => new()
    {
        Id = TransferId.Of(ChainId.Ethereum, order.Id.Value + transaction, "0"),
        Chain = ChainId.Ethereum,
        Token = "USDT",
        Units = order.Quote!.Units,
        From = "0xf",
        To = order.Quote.Address,
        Transaction = transaction,
        Block = block,
        BlockHash = "0xb",
        BlockTime = order.CreatedAt,
    };
}
