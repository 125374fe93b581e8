using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Payments.Contracts.Orders;
using Payments.Domain.Callbacks;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Transfers;
using Payments.Host.Commands;
using Payments.Http.Tests.Api;
using Payments.Http.Tests.Faces.Pay188;
using Payments.Storage;
using Payments.Storage.States;

namespace Payments.Http.Tests.Orders;

/// <summary>What each face says of an order that <c>payments archive</c> took out beside the gateway.</summary>
public sealed class ArchivedTests(FaceGateway gateway) : IClassFixture<FaceGateway>, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("payments-archive-").FullName;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Its_number_is_a_conflict_on_every_face(bool isActive)
    {
        var shop = await gateway.ShopAsync();
        var order = await AddOldAsync(shop, "OLD-1");
        if (isActive) (await shop.FindAsync("OLD-1"))!.ArchivedAt.Should().BeNull();
        (await ArchiveAsync()).Should().Contain("moved: 1 orders and 1 callbacks; 0 orders changed meanwhile and stay");

        var said = $"OLD-1 is completed (order {order.Id}), was archived on {Now:yyyy-MM-dd} and takes no money any more; " +
            "send a new number";
        foreach (var amount in new[] { "70", "71" })
        {
            var body = new StringContent(Pay188Tests.Signed(shop, "OLD-1", amount, "usdt", null), Encoding.UTF8, "application/json");
            (await Pay188Tests.PostAsync(shop.Http, body))
                .Should().Be((HttpStatusCode.Conflict, $$"""{"code":-1,"msg":"merchantOrderId: {{said}}"}"""));
            using var mapi = await shop.Http.PostAsync("/mapi.php", Epay(shop, amount));
            var answer = JsonNode.Parse(await mapi.Content.ReadAsStringAsync())!;
            ((int)answer["code"]!, (string)answer["msg"]!).Should().Be((-1, $"out_trade_no: {said}"));
            using var submit = await shop.Http.PostAsync("/submit.php", Epay(shop, amount));
            submit.StatusCode.Should().Be(HttpStatusCode.Conflict);
            (await submit.Content.ReadAsStringAsync()).Should().Contain("OLD-1 is completed");
            var wopay = await Client(shop).PostAsync("/payments", $$"""{"order_id":"OLD-1","amount":"{{amount}}","currency":"USDT"}""");
            (wopay.Status, wopay.Error).Should().Be((HttpStatusCode.Conflict, $"order_id: {said}"));
        }
        (await shop.OrdersAsync()).Should().ContainSingle().Which.ArchivedAt.Should().NotBeNull();
    }

    [Fact]
    public async Task Whoever_asks_for_it_is_told_that_it_is_archived_what_it_was_and_when()
    {
        var shop = await gateway.ShopAsync();
        var order = await AddOldAsync(shop, "OLD-2");
        await ArchiveAsync();

        var face188 = JsonNode.Parse(await shop.Http.GetStringAsync($"/pay/order/{order.Id}"))!["data"]!;
        ((string)face188["status"]!, (decimal)face188["amount"]!, face188["askedAmount"]).Should().Be(("completed", 70m, null));
        ((string)face188["archivedAt"]!).Should().StartWith($"{Now:yyyy-MM-dd}T");
        var query = $"/api.php?act=order&pid={shop.Pid}&key={shop.Keys.ApiSecret}&out_trade_no=OLD-2";
        var epay = JsonNode.Parse(await shop.Http.GetStringAsync(query))!;
        ((int)epay["status"]!, (string)epay["money"]!, (string)epay["type"]!, epay["endtime"] is null, epay["archived_at"] is null)
            .Should().Be((1, "70", "usdt", false, false));
        var shown = (await Client(shop).GetAsync("/orders/OLD-2")).Data;
        ((string)shown["status"]!, (string)shown["money"]!, (string)shown["payment_id"]!).Should()
            .Be(("completed", "70", order.Id.ToUuid()));
        (shown["archived_at"], shown["completed_at"], shown["payment"]).Should()
            .Match<(JsonNode?, JsonNode?, JsonNode?)>(times => times.Item1 != null && times.Item2 != null && times.Item3 == null);
        (await shop.Http.GetStringAsync($"/cashier?id={order.Id}")).Should().Contain("data-stage=\"completed\"");
        foreach (var name in new[] { "OLD-2", order.Id.ToUuid() })
        {
            var payment = (await Client(shop).GetAsync($"/payments/{name}")).Data;
            ((string)payment["status"]!, (string)payment["amount"]!, (string)payment["currency"]!, (string)payment["archived_at"]!).Should()
                .Match<(string, string, string, string)>(told => told.Item1 == "completed" && told.Item2 == "70" && told.Item3 == "CNY" &&
                    told.Item4.StartsWith($"{Now:yyyy-MM-dd}T", StringComparison.Ordinal));
            (payment["transaction_hash"], payment["payment_url"], payment["pay_amount"]).Should().Be((null, null, null));
        }
        var listed = (await Client(shop).GetAsync("/payments?status=completed")).Data["payments"]!.AsArray();
        ((string)listed.Should().ContainSingle().Which!["order_id"]!).Should().Be("OLD-2");
        (await Client(shop).GetAsync("/payments/OLD-2/qrcode")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Nothing_of_it_is_changed_and_its_callbacks_are_not_sent()
    {
        var shop = await gateway.ShopAsync();
        var order = await AddOldAsync(shop, "OLD-3", OrderStatus.Expired);
        var transfer = await ReceiveAsync(shop);
        await ArchiveAsync();

        foreach (var (path, body, status, error) in new[]
                 {
                     ("/orders/OLD-3/close", null, 409, "order: OLD-3 is expired and was archived: nothing of it changes any more"),
                     ($"/deliveries/{order.Id}-1/resend", null, 409, "delivery_id: order OLD-3 was archived at *"),
                     ($"/deliveries/{order.Id}-2/resend", null, 404, "delivery_id: no such callback"),
                     ($"/transfers/{transfer}/assign", """{"order":"OLD-3"}""", 409, "order: was archived and counts no transfer any more"),
                 })
        {
            var refused = await Client(shop).PostAsync(path, body);
            ((int)refused.Status).Should().Be(status, path);
            refused.Error.Should().Match(error);
        }
        (await gateway.Host.Services.GetRequiredService<TransferStore>().FindAsync(transfer))!.AssignedOrder.Should().BeNull();
    }

    private ApiClient Client(Shop shop) => new(shop.Http, shop.Keys.ApiKey);

    private static FormUrlEncodedContent Epay(Shop shop, string money) => new(shop.SignEpay(shop.EpayOrder("OLD-1", money)));

    /// <summary>Runs the command as an operator does, while the gateway serves.</summary>
    private async Task<string> ArchiveAsync()
    {
        var output = new StringWriter();
        var storage = gateway.Host.Services.GetRequiredService<IOptions<StorageOptions>>().Value;
        var before = Now.AddDays(-31).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        string[] line = ["archive", folder, "--before", before, $"--Data={storage.Data}", $"--Database={storage.Database}"];
        (await GatewayCommands.RunAsync(line, output, _ => throw new InvalidOperationException("It serves."))).Should().Be(0);
        return output.ToString();
    }

    /// <summary>An order of 50 days ago with a callback that was heard.</summary>
    private async Task<Order> AddOldAsync(Shop shop, string number, OrderStatus status = OrderStatus.Completed)
    {
        var (merchant, at) = (shop.Keys.Merchant.Id, Now.AddDays(-50));
        var order = new Order
        {
            Id = gateway.Host.Services.GetRequiredService<IOrderIds>().For(merchant, number),
            Merchant = merchant,
            Pid = shop.Keys.Merchant.Pid,
            Number = number,
            Status = status,
            Currency = "CNY",
            Money = 70,
            Terms = new OrderTerms { Face = Face.Epay, MoneyText = "70", Type = "usdt" },
            CreatedAt = at,
            OpenedAt = at,
            ExpiresAt = at,
            CompletedAt = status == OrderStatus.Completed ? at : null,
            Deliveries = 1,
        };
        var callback = new Delivery
        {
            Order = order.Id,
            Number = 1,
            Merchant = merchant,
            Url = "https://shop.example/notify",
            Form = CallbackForm.EpayParameters,
            Payload = "x=1",
            Status = DeliveryStatus.Delivered,
            CreatedAt = at,
        };
        await WriteAsync(StateTable.Orders, order.Id.GrainKey, order);
        await WriteAsync(StateTable.Deliveries, Delivery.GrainKey(order.Id, 1), callback);
        return order;
    }

    private Task WriteAsync<T>(StateTable table, string key, T state)
    {
        var services = gateway.Host.Services;
        var json = services.GetRequiredService<JsonStateSerializer>().Serialize(state).ToMemory();
        return services.GetRequiredService<IStateStore>().WriteAsync(table, key, json, null);
    }

    /// <summary>Money at the shop's address that nobody takes.</summary>
    private async Task<TransferId> ReceiveAsync(Shop shop)
    {
        var transfer = new Transfer
        {
            Id = TransferId.Of(ChainId.Bsc, $"0x{shop.Pid}", "0"),
            Chain = ChainId.Bsc,
            Token = "USDT",
            Units = 1_000_000_000_000_000_000,
            From = "0xf",
            To = $"0x{shop.Keys.Merchant.Pid:x40}",
            Transaction = $"0x{shop.Pid}",
            Block = 1,
            BlockHash = "0xb",
            BlockTime = Now,
        };
        await gateway.Host.Services.GetRequiredService<TransferStore>().AddAsync([transfer], null);
        return transfer.Id;
    }
}
