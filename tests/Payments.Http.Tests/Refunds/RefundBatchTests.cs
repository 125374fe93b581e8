using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Transfers;
using Payments.Grains.Chains;
using Payments.Http.Tests.Api;

namespace Payments.Http.Tests.Refunds;

/// <summary>What a merchant's own wallet is given to sign.</summary>
public sealed class RefundBatchTests(RefundGateway gateway) : IClassFixture<RefundGateway>
{
    private const string Wallet = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
    private const string Payer = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";

    [Fact]
    public async Task What_waits_on_a_chain_is_a_list_of_calls_or_a_table_and_nothing_of_it_is_signed()
    {
        var (client, merchant) = await gateway.MerchantAsync();
        (await client.GetAsync("/refunds/batch?chain=bsc")).Error.Should().Be("refunds: none waits to be sent");
        await PaidAsync(merchant, "B-1");
        (await client.PostAsync("/payments/B-1/refunds", """{"refund_id":"R-1"}""")).Error
            .Should().Be("destination: is required: an address of the payer's own. The sender may be an exchange");
        (await client.PostAsync("/payments/B-1/refunds", """{"refund_id":"R-1","destination":"0x1"}""")).Error
            .Should().StartWith("destination: ");
        var made = await client.PostAsync("/payments/B-1/refunds", $$"""{"refund_id":"R-1","amount":"2.5","destination":"{{Payer}}"}""");
        made.Status.Should().Be(HttpStatusCode.Created, made.Error);
        ((string)made.Data["status"]!, (string)made.Data["kind"]!, (string)made.Data["currency"]!, (string)made.Data["from"]!)
            .Should().Be(("requested", "chain", "USDT", Wallet));

        var batch = JsonNode.Parse(await GetAsync(client, "/refunds/batch?chain=bsc", "application/json"))!;
        var call = batch["transactions"]!.AsArray().Single()!;
        ((string)batch["chainId"]!, (string)batch["meta"]!["createdFromSafeAddress"]!, (string)call["value"]!)
            .Should().Be(("56", Wallet, "0"));
        ((string)call["to"]!).Should().Be("0x55d398326f99059fF775485246999027B3197955", "the token's contract is called");
        ((string)call["data"]!).Should().Be("0xa9059cbb" +
            "0000000000000000000000003c44cdddb6a900fa2b585dd299e03d12fa4293bc" +
            "00000000000000000000000000000000000000000000000022b1c8c1227a0000");
        var table = await GetAsync(client, "/refunds/batch?chain=bsc&format=csv", "text/csv");
        table.Split("\r\n")[1].Should().StartWith($"{Payer},2.5,USDT,{Wallet},ethereum:").And.EndWith(",R-1");
        (await client.GetAsync("/refunds/batch?chain=moon")).Error.Should().Be("chain: expected a chain of this gateway");
        (await client.GetAsync("/refunds/batch?chain=bsc&format=xml")).Error.Should().Be("format: expected csv or json");

        ((string)(await client.PostAsync("/payments/B-1/refunds/R-1/cancel")).Data["status"]!).Should().Be("cancelled");
        (await client.GetAsync("/refunds/batch?chain=bsc")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    private async Task<string> GetAsync(ApiClient client, string path, string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1{path}");
        request.Headers.Add("X-API-Key", client.ApiKey);
        using var answer = await gateway.Host.Http.SendAsync(request);
        answer.Content.Headers.ContentType!.MediaType.Should().Be(type);
        return await answer.Content.ReadAsStringAsync();
    }

    private async Task PaidAsync(JsonObject merchant, string number)
    {
        MerchantId.TryParse((string)merchant["merchant_id"]!, out var id).Should().BeTrue();
        await gateway.Host.AddWalletAsync(id, "bsc", "USDT", Wallet.ToLowerInvariant());
        var order = await gateway.Host.CreateOrderAsync(id, number, new OrderTerms { Face = Face.WoPay, MoneyText = "70" });
        await gateway.Host.Services.GetRequiredService<TransferDispatcher>().DispatchAsync([new Transfer
        {
            Id = TransferId.Of(ChainId.Bsc, "0xb1", "0"),
            Chain = ChainId.Bsc,
            Token = "USDT",
            Units = order.Quote!.Units,
            From = "0xf",
            To = order.Quote.Address,
            Transaction = "0xb1",
            Block = 7,
            BlockHash = "0x07",
            BlockTime = TimeProvider.System.GetUtcNow(),
        }], finalBlock: 7);
        var grain = gateway.Host.Grains.GetGrain<IOrderGrain>(order.Id.GrainKey);
        (await grain.GetAsync())!.Status.Should().Be(OrderStatus.Completed);
    }
}
