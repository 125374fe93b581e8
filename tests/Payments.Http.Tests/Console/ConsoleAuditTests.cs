using System.Net;
using System.Text.RegularExpressions;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Payments.Domain.Audit;
using Payments.Domain.People;
using Payments.Http.Tests.Api;
using Payments.Storage;
using Payments.Storage.Audit;

namespace Payments.Http.Tests.Console;

/// <summary>The audit log: written with each change, shown, downloaded, and checked.</summary>
public sealed class ConsoleAuditTests(ConsoleGateway gateway) : IClassFixture<ConsoleGateway>
{
    private AuditLog Log => gateway.Host.Services.GetRequiredService<AuditLog>();

    private AuditChains Chains => gateway.Host.Services.GetRequiredService<AuditChains>();

    [Fact]
    public async Task Who_changed_what_is_shown_with_before_and_after_and_no_secret()
    {
        var shop = await gateway.ShopAsync("Former name");
        var email = gateway.FreshEmail();
        var browser = await gateway.SignedInAsync(shop, ShopRole.Owner, email);
        var client = new ApiClient(gateway.Host.Http).With(shop.ApiKey);
        (await client.PutAsync($"/merchants/{shop.Merchant.Id.ToUuid()}", """{"name":"Latter name"}""")).Status
            .Should().Be(HttpStatusCode.OK);
        var rotated = await client.PostAsync("/webhooks/rotate-secret", """{"overlap_hours":1}""");
        var people = $"/console/{shop.Merchant.Pid}/people";
        await browser.PostFromAsync(people, people + "/invite",
            ("email", gateway.FreshEmail()), ("role", "Support"), ("proof-password", ConsoleGateway.Password));
        var order = await gateway.Host.CreateOrderAsync(shop.Merchant.Id, "A-1");
        var path = $"/console/{shop.Merchant.Pid}/orders/{order.Id.Value}";
        await browser.PostFromAsync(path, path + "/complete", ("reason", "cash"), ("proof-password", ConsoleGateway.Password));

        var page = await browser.GetAsync($"/console/{shop.Merchant.Pid}/audit");
        page.Text.Should().Contain("Name: Former name → Latter name").And.Contain("API key first").And.Contain($"Person {email}")
            .And.Contain("Order completed by hand").And.Contain($"cash · {email}").And.Contain("Status: pending → completed")
            .And.Contain("Receiving wallets").And.Contain("Shop registered").And.Contain("127.0.0.1").And.Contain("Signing secret rolled");
        page.Html.Should().Contain("title=\"name\"").And.MatchRegex("title=\"wallets\\[[^\"]+\\].address\">Receiving wallet [^<]+ · Address:");
        (await browser.GetAsync($"/console/{shop.Merchant.Pid}/audit", "zh-CN")).Text.Should().Contain("名称: Former name → Latter name");
        var csv = (await browser.GetAsync($"/console/{shop.Merchant.Pid}/audit/export")).Html;
        csv.Should().Contain("name: Former name → Latter name", "a file has the fields' own names");
        foreach (var secret in new[] { shop.ApiKey, shop.ApiSecret, (string)rotated.Data["api_secret"]! })
            (page.Html + csv).Should().NotContain(secret);
        csv.Split("\r\n")[0].Should().Be("chain,number,at,by,name,from,what,reason,changes,hash,entry");
        Regex.Count(csv, $"(?m)^{shop.Merchant.Id.GrainKey},").Should().BeGreaterThan(5);
        csv.Should().Contain($"{order.Id.GrainKey},1,");
    }

    [Fact]
    public async Task An_entry_is_written_by_the_change_itself_and_by_nothing_else()
    {
        var shop = await gateway.ShopAsync();
        var before = await CountAsync(shop.Merchant.Id);
        var client = new ApiClient(gateway.Host.Http).With(shop.ApiKey);
        await client.GetAsync("/wallets");
        await client.PutAsync($"/merchants/{shop.Merchant.Id.ToUuid()}", """{"name":"Shop"}""");
        (await CountAsync(shop.Merchant.Id)).Should().Be(before, "nothing changed, though the key's use was noted");
        await client.PutAsync($"/merchants/{shop.Merchant.Id.ToUuid()}", """{"name":"Other"}""");
        (await CountAsync(shop.Merchant.Id)).Should().Be(before + 1);
    }

    [Fact]
    public async Task An_operator_sees_the_log_and_a_foreign_shop_is_not_there()
    {
        var (mine, foreign) = (await gateway.ShopAsync(), await gateway.ShopAsync());
        var browser = await gateway.SignedInAsync(mine, ShopRole.Accountant);
        (await browser.GetAsync($"/console/{mine.Merchant.Pid}/audit")).Text.Should().Contain("Operator").And.Contain("Invitations");
        (await browser.GetAsync($"/console/{foreign.Merchant.Pid}/audit/export")).Status.Should().Be(HttpStatusCode.NotFound);
        (await browser.GetAsync($"/console/{mine.Merchant.Pid}/audit?after=nonsense")).Status.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Every_chain_holds_until_somebody_writes_into_the_log()
    {
        var shop = await gateway.ShopAsync();
        (await Chains.CheckAsync(CancellationToken.None)).Broken.Should().Be(0);
        var database = gateway.Host.Services.GetRequiredService<IDatabase>();
        Task<int> RunAsync(string sql) => database.WriteAsync((connection, transaction) =>
            connection.ExecuteAsync(sql, new { chain = shop.Merchant.Id.GrainKey }, transaction));
        await RunAsync("CREATE TABLE kept_log AS SELECT * FROM audit_log WHERE chain = @chain");
        foreach (var (sql, words) in new[]
        {
            ("UPDATE audit_log SET entry = entry || ' ' WHERE chain = @chain AND number = 2", "entry 2 does not continue"),
            ("DELETE FROM audit_log WHERE chain = @chain AND number = 1", "entry 1 is missing"),
            ("DELETE FROM audit_log WHERE chain = @chain AND number = (SELECT max(number) FROM audit_log WHERE chain = @chain)",
                "which the state itself holds, is not in the log"),
        })
        {
            (await RunAsync(sql)).Should().Be(1);
            var found = await Chains.CheckAsync(CancellationToken.None);
            found.Broken.Should().Be(1);
            found.Examples.Single().Should().StartWith(shop.Merchant.Id.GrainKey).And.Contain(words);
            await RunAsync("DELETE FROM audit_log WHERE chain = @chain");
            await RunAsync("INSERT INTO audit_log SELECT * FROM kept_log");
        }
        (await Chains.CheckAsync(CancellationToken.None)).Broken.Should().Be(0);
        await RunAsync("DROP TABLE kept_log");
    }

    private async Task<int> CountAsync(Domain.Identity.MerchantId merchant)
    {
        var rows = new List<AuditRow>();
        await foreach (var row in Log.AllAsync(merchant)) rows.Add(row);
        return rows.Count;
    }
}
