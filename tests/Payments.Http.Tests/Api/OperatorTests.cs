using System.Net;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Api;

public sealed class OperatorTests(ApiGateway gateway) : IClassFixture<ApiGateway>
{
    private ApiClient Admin => gateway.Anyone.AsAdmin(GatewayHost.AdminKey);

    [Fact]
    public async Task An_operator_sets_reads_and_removes_a_rate()
    {
        var set = await Admin.PutAsync("/admin/rates", """{"from":"usdt","to":"cny","rate":"7.25"}""");
        ((string)set.Data["from"]!, (string)set.Data["to"]!, (string)set.Data["rate"]!).Should().Be(("USDT", "CNY", "7.25"));
        ((string)set.Data["in_force"]!["rate"]!, (string)set.Data["in_force"]!["source"]!).Should().Be(("7.25", "configured"), "no source is asked here");

        var shown = await Admin.GetAsync("/admin/rates?from=USDT&to=CNY");
        ((string)shown.Data["rate"]!, (string)shown.Data["source"]!).Should().Be(("7.25", "configured"));

        (await Admin.PutAsync("/admin/rates", """{"from":"USDT","to":"CNY","rate":null}""")).Data.ToJsonString().Should().Be("""{"from":"USDT","to":"CNY","rate":null,"in_force":null}""");
        (await Admin.GetAsync("/admin/rates?from=USDT&to=CNY")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("""{"from":"DOGE","to":"CNY","rate":1}""", "from: expected one of *USDT*")]
    [InlineData("""{"to":"CNY","rate":1}""", "from: is required")]
    [InlineData("""{"from":"USDT","to":"EUR","rate":1}""", "to: expected CNY, USD, USDT")]
    [InlineData("""{"from":"USDT","to":"USDT","rate":1}""", "to: one USDT is always one USDT")]
    [InlineData("""{"from":"USDT","to":"CNY"}""", "rate: is required; *")]
    [InlineData("""{"from":"USDT","to":"CNY","rate":0}""", "rate: must be greater than zero")]
    [InlineData("""{"from":"USDT","to":"CNY","rate":7.2e0}""", "rate: expected a positive number such as 7.2")]
    public async Task A_bad_rate_is_refused(string body, string error)
    {
        var answer = await Admin.PutAsync("/admin/rates", body);
        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.Error.Should().Match(error);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("test-admin-ke")]
    [InlineData("test-admin-key2")]
    public async Task Without_the_admin_key_rates_are_401(string? key)
    {
        var client = (await gateway.MerchantAsync()).AsAdmin(key);
        (await client.PutAsync("/admin/rates", """{"from":"USDT","to":"USD","rate":1}""")).Status.Should().Be(HttpStatusCode.Unauthorized);
        (await client.GetAsync("/admin/rates?from=USDT&to=USD")).Status.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_network_status_shows_every_chain_that_is_on()
    {
        var answer = await gateway.Anyone.GetAsync("/network/status");

        answer.Data.Select(chain => chain.Key).Should().BeEquivalentTo("ethereum", "bsc", "tron", "solana");
        var ethereum = answer.Data["ethereum"]!.AsObject();
        ethereum.Select(field => field.Key).Should().StartWith(["chain_id", "block_number", "gas_price", "is_syncing", "confirmation_blocks"], "the document shows these");
        ((long)ethereum["chain_id"]!, (int)ethereum["confirmation_blocks"]!, ethereum["block_number"]).Should().Be((1, 12, null));
        (ethereum["gas_price"], ethereum["is_syncing"], (bool)ethereum["is_stale"]!, (string)ethereum["fees_missing"]!).Should().Be((null, null, true, "no node has answered yet"));
        ethereum["transfer_fees"]!.AsObject().Should().OnlyContain(fee => fee.Value == null);
        var tron = answer.Data["tron"]!.AsObject();
        ((long)tron["chain_id"]!, tron["confirmation_blocks"]).Should().Be((728126428, null));
        answer.Envelope.ToJsonString().Should().NotContain("127.0.0.1", "node addresses are nobody's business");
    }
}
