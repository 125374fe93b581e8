using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Payments.Contracts.Orders;
using Payments.Domain.Transfers;
using Payments.Domain.Wallets;
using Payments.Storage;

namespace Payments.Http.Tests.Api;

public sealed class TransferTests(ApiGateway gateway) : IClassFixture<ApiGateway>
{
    [Fact]
    public async Task An_unmatched_transfer_is_listed_assigned_once_and_gone_from_the_list()
    {
        var (client, merchant) = await gateway.Anyone.RegisterAsync("assign@example.com");
        var order = await gateway.OrderAsync(merchant, "A-1", out var address);
        var transfer = await gateway.ReceiveAsync(address, 10_000_000);

        var listed = (await client.GetAsync("/transfers/unmatched")).Data["transfers"]!.AsArray().Should().ContainSingle().Subject!.AsObject();
        ((string)listed["transfer_id"]!, (string)listed["chain"]!, (string)listed["token"]!, (string)listed["amount"]!, (string)listed["units"]!).Should().Be((transfer.Value, "ethereum", "USDT", "10", "10000000"));

        foreach (var _ in new[] { "first", "again" })
        {
            var assigned = await client.PostAsync($"/transfers/{transfer}/assign", """{"order":"A-1"}""");
            assigned.Status.Should().Be(HttpStatusCode.OK, assigned.Error);
            ((string)assigned.Data["payment_id"]!, (string)assigned.Data["order_id"]!, (string)assigned.Data["status"]!).Should().Be((order.ToUuid(), "A-1", "confirmed"));
        }
        (await client.GetAsync("/transfers/unmatched")).Data["transfers"]!.AsArray().Should().BeEmpty();
        (await gateway.Host.Grains.GetGrain<IOrderGrain>(order.GrainKey).GetAsync())!.Transfers.Should().ContainSingle().Which.Assigned.Should().BeTrue();

        await gateway.OrderAsync(merchant, "A-2");
        var second = await client.PostAsync($"/transfers/{transfer}/assign", """{"order":"A-2"}""");
        (second.Status, second.Error).Should().Be((HttpStatusCode.Conflict, "transfer_id: was assigned to another order"));
    }

    [Fact]
    public async Task The_list_says_why_a_transfer_is_nobodys_and_whom_it_may_have_been_meant_for()
    {
        var (client, merchant) = await gateway.Anyone.RegisterAsync("several@example.com");
        var (first, second) = (await gateway.OrderAsync(merchant, "S-1", out var address), await gateway.OrderAsync(merchant, "S-2"));
        var transfer = await gateway.ReceiveAsync(address, 10_000_000);
        var stored = (await gateway.Host.Services.GetRequiredService<TransferStore>().FindAsync(transfer))!.Transfer;
        var several = stored with { Id = new TransferId($"{transfer}-2") };
        var aside = new SetAside(several, null, UnmatchedCause.SeveralFit) { Candidates = [first, second] };
        await gateway.Host.Services.GetRequiredService<TransferStore>().AddAsync([aside]);

        var list = (await client.GetAsync("/transfers/unmatched")).Data["transfers"]!.AsArray();
        var listed = list.ToDictionary(item => (string)item!["transfer_id"]!);
        var named = listed[several.Id.Value]!;
        ((string?)named["reason"], (string?)named["meant_for"]).Should().Be(("several_fit", null));
        named["candidates"]!.AsArray().Select(item => (string)item!).Should().Equal(first.ToUuid(), second.ToUuid());
        listed[transfer.Value]!["candidates"]!.AsArray().Should().BeEmpty();
    }

    [Fact]
    public async Task A_transfer_in_another_coin_is_refused_and_stays_free()
    {
        var (client, merchant) = await gateway.Anyone.RegisterAsync("coin@example.com");
        await gateway.OrderAsync(merchant, "C-1", out var address);
        var transfer = await gateway.ReceiveAsync(address, 10_000_000, "USDC");

        (await client.PostAsync($"/transfers/{transfer}/assign", """{"order":"C-1"}""")).Status.Should().Be(HttpStatusCode.Conflict);

        (await gateway.Host.Services.GetRequiredService<TransferStore>().FindAsync(transfer))!.AssignedOrder.Should().BeNull();
    }

    [Fact]
    public async Task Money_of_another_merchant_can_be_neither_seen_nor_taken()
    {
        var (_, owner) = await gateway.Anyone.RegisterAsync("owner-of-money@example.com");
        var ownersOrder = await gateway.OrderAsync(owner, "O-1", out var address);
        var transfer = await gateway.ReceiveAsync(address, 5_000_000);
        var (client, thief) = await gateway.Anyone.RegisterAsync("thief@example.com");
        await gateway.OrderAsync(thief, "T-1");

        (await client.GetAsync("/transfers/unmatched")).Data["transfers"]!.AsArray().Should().BeEmpty();
        (await client.PostAsync($"/transfers/{transfer}/assign", """{"order":"T-1"}""")).Status.Should().Be(HttpStatusCode.NotFound);
        (await client.PostAsync($"/transfers/{transfer}/assign", $$"""{"order":"{{ownersOrder}}"}""")).Status.Should().Be(HttpStatusCode.NotFound);
        (await gateway.Host.Services.GetRequiredService<TransferStore>().FindAsync(transfer))!.AssignedOrder.Should().BeNull();
    }

    [Fact]
    public async Task Small_transfers_are_left_out_by_least_and_dismissed_in_bulk_and_stay_assignable()
    {
        var (client, merchant) = await gateway.Anyone.RegisterAsync("small@example.com");
        await gateway.OrderAsync(merchant, "D-1", out var address);
        var (large, small) = (await gateway.ReceiveAsync(address, 10_000_000), await gateway.ReceiveAsync(address, 499_999));
        var (other, half) = (await gateway.ReceiveAsync(address, 20_000, "USDC"), await gateway.ReceiveAsync(address, 500_000));
        var (_, rival) = await gateway.Anyone.RegisterAsync("small-rival@example.com");
        await gateway.OrderAsync(rival, "D-2", out var elsewhere);
        var theirs = await gateway.ReceiveAsync(elsewhere, 1);

        (await ListAsync("?least=0.5")).Should().BeEquivalentTo([large.Value, half.Value]);
        (await ListAsync("")).Should().HaveCount(4);
        var dismissed = await client.PostAsync("/transfers/unmatched/dismiss", """{"below":0.5,"token":"usdt"}""");
        ((int)dismissed.Data["dismissed"]!, (bool)dismissed.Data["more"]!).Should().Be((1, false));
        (await ListAsync("")).Should().BeEquivalentTo([large.Value, half.Value, other.Value]);
        (await client.PostAsync($"/transfers/{half}/dismiss")).Status.Should().Be(HttpStatusCode.OK);
        (await client.PostAsync($"/transfers/{theirs}/dismiss")).Status.Should().Be(HttpStatusCode.NotFound);
        (await ListAsync("")).Should().BeEquivalentTo([large.Value, other.Value]);
        (await gateway.Host.Services.GetRequiredService<TransferStore>().FindAsync(theirs)).Should().NotBeNull();
        (await client.PostAsync($"/transfers/{small}/assign", """{"order":"D-1"}""")).Status.Should().Be(HttpStatusCode.OK);

        async Task<IReadOnlyList<string>> ListAsync(string query) =>
            [.. (await client.GetAsync("/transfers/unmatched" + query)).Data["transfers"]!.AsArray()
                .Select(item => (string)item!["transfer_id"]!)];
    }

    [Fact]
    public async Task What_was_sent_back_is_listed_as_dismissed_with_its_note_and_who_said_so()
    {
        var (client, merchant) = await gateway.Anyone.RegisterAsync("returned@example.com");
        await gateway.OrderAsync(merchant, "R-1", out var address);
        var transfer = await gateway.ReceiveAsync(address, 10_000_000);
        var noted = await client.PostAsync($"/transfers/{transfer}/note", """{"note":" ask the payer "}""");
        (noted.Status, (string?)noted.Data["note"]).Should().Be((HttpStatusCode.OK, "ask the payer"));
        ((string?)(await ListAsync("")).Should().ContainSingle().Subject!["note"]).Should().Be("ask the payer");

        (await client.PostAsync($"/transfers/{transfer}/dismiss", """{"returned":true,"note":"sent back by hand"}""")).Status
            .Should().Be(HttpStatusCode.OK);
        (await client.PostAsync($"/transfers/{transfer}/dismiss")).Status.Should().Be(HttpStatusCode.OK, "again changes nothing");
        (await ListAsync("")).Should().BeEmpty();
        var listed = (await ListAsync("?state=dismissed")).Should().ContainSingle().Subject!;
        ((string?)listed["note"], (string?)listed["decided_by"]).Should().Be(("sent back by hand", "key first first"));
        (listed["returned_at"] is null, listed["dismissed_at"] is null).Should().Be((false, false));
        (await client.PostAsync($"/transfers/{transfer}/note", """{"note":null}""")).Data["note"].Should().BeNull();
        (await client.PostAsync($"/transfers/{transfer}/assign", """{"order":"R-1"}""")).Status.Should().Be(HttpStatusCode.OK);
        (await ListAsync("?state=dismissed")).Should().BeEmpty();

        async Task<System.Text.Json.Nodes.JsonArray> ListAsync(string query) =>
            (await client.GetAsync("/transfers/unmatched" + query)).Data["transfers"]!.AsArray();
    }

    [Theory]
    [InlineData("note", "{}", "note: is required; null takes it away", HttpStatusCode.BadRequest)]
    [InlineData("note", """{"note":"a\nb"}""", "note: must not contain control characters", HttpStatusCode.BadRequest)]
    [InlineData("dismiss", """{"returned":"yes"}""", "returned: expected true or false", HttpStatusCode.BadRequest)]
    [InlineData("note", """{"note":"x"}""", "transfer_id: no such unmatched transfer at your addresses", HttpStatusCode.NotFound)]
    [InlineData("dismiss", """{"note":"x"}""", "transfer_id: no such unmatched transfer at your addresses", HttpStatusCode.NotFound)]
    public async Task A_bad_note_is_refused_and_names_the_field(string call, string body, string error, HttpStatusCode status)
    {
        var (client, _) = await gateway.Anyone.RegisterAsync($"bad-note{call}{body.Length}@example.com");
        var answer = await client.PostAsync($"/transfers/nothing/{call}", body);
        (answer.Status, answer.Error).Should().Be((status, error));
        (await client.PostAsync("/transfers/nothing/note", $$"""{"note":"{{new string('x', 501)}}"}""")).Error
            .Should().Be("note: at most 500 characters");
        (await client.GetAsync("/transfers/unmatched?state=all")).Error.Should().Be("state: expected open or dismissed");
    }

    [Theory]
    [InlineData("""{}""", "below: is required")]
    [InlineData("""{"below":"-1"}""", "below: expected a positive number such as 0.5")]
    [InlineData("""{"below":"0"}""", "below: must be greater than zero")]
    [InlineData("""{"below":"1","token":"NONE"}""", "token: no such coin here")]
    [InlineData("""{"below":"1","chain":"nowhere"}""", "chain: no such coin here")]
    public async Task A_bad_dismissal_is_refused_and_names_the_field(string body, string error)
    {
        var (client, _) = await gateway.Anyone.RegisterAsync($"bad-dismissal{body.Length}@example.com");
        var answer = await client.PostAsync("/transfers/unmatched/dismiss", body);
        (answer.Status, answer.Error).Should().Be((HttpStatusCode.BadRequest, error));
    }

    [Theory]
    [InlineData("""{}""", HttpStatusCode.BadRequest, "order: is required")]
    [InlineData("""{"order":7}""", HttpStatusCode.BadRequest, "order: expected a string")]
    [InlineData("""{"order":"missing"}""", HttpStatusCode.NotFound, "order: no such order")]
    [InlineData("""{"order":"0123456789abcdef0123456789abcdef"}""", HttpStatusCode.NotFound, "order: no such order")]
    [InlineData("""{"order":"B-1"}""", HttpStatusCode.NotFound, "transfer_id: no such unmatched transfer at your addresses")]
    public async Task A_bad_assignment_is_refused(string body, HttpStatusCode status, string error)
    {
        var (client, merchant) = await gateway.Anyone.RegisterAsync($"bad-assign{body.Length}@example.com");
        await gateway.OrderAsync(merchant, "B-1");
        var answer = await client.PostAsync("/transfers/ethereum:0xabc:1/assign", body);
        (answer.Status, answer.Error).Should().Be((status, error));
    }
}
