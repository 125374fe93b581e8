using System.Net;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Api;

/// <summary>One address, one merchant; operators may decide otherwise.</summary>
public sealed class AddressTests(ApiGateway gateway) : IClassFixture<ApiGateway>
{
    private ApiClient Admin => gateway.Anyone.AsAdmin(GatewayHost.AdminKey);

    [Fact]
    public async Task A_second_merchant_is_told_that_the_address_is_taken_and_gets_nothing_of_its_money()
    {
        var address = gateway.FreshAddress();
        var (owner, other) = (await gateway.MerchantAsync(), await gateway.MerchantAsync());
        (await owner.PostAsync("/wallets", Wallet(address))).Status.Should().Be(HttpStatusCode.Created);

        var refused = await other.PostAsync("/wallets", Wallet(address, "ETH"));
        (refused.Status, refused.Error).Should().Be((HttpStatusCode.Conflict, "address: belongs to another merchant of this gateway; its operator can release it"));
        (await other.GetAsync("/wallets")).Data["wallets"]!.AsArray().Should().BeEmpty();

        var transfer = await gateway.ReceiveAsync(address, 5);
        (await owner.GetAsync("/transfers/unmatched")).Data["transfers"]!.AsArray().Should().ContainSingle();
        (await other.GetAsync("/transfers/unmatched")).Data["transfers"]!.AsArray().Should().BeEmpty();
        await owner.DeleteAsync($"/wallets/{(await owner.GetAsync("/wallets")).Data["wallets"]![0]!["wallet_id"]}");
        ((string)(await owner.GetAsync("/transfers/unmatched")).Data["transfers"]![0]!["transfer_id"]!).Should().Be(transfer.Value, "money does not vanish with the wallet");
    }

    [Fact]
    public async Task An_operator_sees_moves_and_releases_an_address()
    {
        var address = gateway.FreshAddress();
        var (owner, ownerView) = await gateway.Anyone.RegisterAsync("moves-from@example.com");
        var (heir, heirView) = await gateway.Anyone.RegisterAsync("moves-to@example.com");
        await owner.PostAsync("/wallets", Wallet(address));
        var transfer = await gateway.ReceiveAsync(address, 5);
        var path = $"/admin/addresses/ERC20/{address}";

        var shown = (await Admin.GetAsync(path)).Data;
        shown.Select(property => property.Key).Should().Equal("chain", "address", "merchant_id", "registered_at", "open_amounts", "has_unmatched");
        ((string)shown["chain"]!, (string)shown["merchant_id"]!, (int)shown["open_amounts"]!, (bool)shown["has_unmatched"]!).Should().Be(("ethereum", (string)ownerView["merchant_id"]!, 0, true));

        var moved = await Admin.PutAsync(path, $$"""{"merchant_id":"{{heirView["merchant_id"]}}"}""");
        ((string)moved.Data["merchant_id"]!).Should().Be((string)heirView["merchant_id"]!);
        (await owner.GetAsync("/transfers/unmatched")).Data["transfers"]!.AsArray().Should().BeEmpty();
        ((string)(await heir.GetAsync("/transfers/unmatched")).Data["transfers"]![0]!["transfer_id"]!).Should().Be(transfer.Value);
        (await heir.PostAsync("/wallets", Wallet(address))).Status.Should().Be(HttpStatusCode.Created);

        (await Admin.DeleteAsync(path)).Data["merchant_id"].Should().BeNull();
        (await Admin.GetAsync(path)).Data["merchant_id"].Should().BeNull();
    }

    [Theory]
    [InlineData("dogecoin/0x1", """{"merchant_id":"00000000-0000-0000-0000-000000000000"}""", HttpStatusCode.BadRequest, "chain: expected one of *")]
    [InlineData("bsc/0x1", """{"merchant_id":"00000000-0000-0000-0000-000000000000"}""", HttpStatusCode.BadRequest, "address: expected 0x and 40 hex digits")]
    [InlineData("bsc/0x52908400098527886e0f7030069857d2e4169ee7", """{"merchant_id":"7"}""", HttpStatusCode.BadRequest, "merchant_id: expected a UUID")]
    [InlineData("bsc/0x52908400098527886e0f7030069857d2e4169ee7", """{}""", HttpStatusCode.BadRequest, "merchant_id: is required")]
    [InlineData("bsc/0x52908400098527886e0f7030069857d2e4169ee7", """{"merchant_id":"00000000-0000-0000-0000-000000000000"}""", HttpStatusCode.NotFound, "merchant_id: no such merchant")]
    public async Task A_bad_move_is_refused(string address, string body, HttpStatusCode status, string error)
    {
        var answer = await Admin.PutAsync($"/admin/addresses/{address}", body);
        answer.Status.Should().Be(status);
        answer.Error.Should().Match(error);
    }

    [Fact]
    public async Task Only_operators_may_and_only_what_was_registered()
    {
        var path = $"/admin/addresses/bsc/{gateway.FreshAddress()}";
        foreach (var stranger in new[] { gateway.Anyone, await gateway.MerchantAsync(), gateway.Anyone.AsAdmin("wrong") })
        {
            (await stranger.GetAsync(path)).Status.Should().Be(HttpStatusCode.Unauthorized);
            (await stranger.PutAsync(path, "{}")).Status.Should().Be(HttpStatusCode.Unauthorized);
            (await stranger.DeleteAsync(path)).Status.Should().Be(HttpStatusCode.Unauthorized);
        }
        (await Admin.GetAsync(path)).Status.Should().Be(HttpStatusCode.NotFound);
        (await Admin.DeleteAsync(path)).Error.Should().Be("address: nobody has registered it");
    }

    private static string Wallet(string address, string token = "USDT") => $$"""{"chain":"ethereum","token":"{{token}}","address":"{{address}}","currency":"CNY","rate":7}""";
}
