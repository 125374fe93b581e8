using System.Net;
using System.Text;
using System.Text.Json;
using Payments.ProviderSandbox.Common;

namespace Payments.Http.Tests.Faces.CrazyMiner;

/// <summary>What comes back from the bank: believed for nothing but which payment to verify, and credited once.</summary>
public sealed class CrazyMinerReturnTests(CrazyMinerGateway gateway) : IClassFixture<CrazyMinerGateway>
{
    private const string NotVerified = "پرداخت تایید نشد";

    [Fact]
    public async Task The_same_return_again_and_several_at_once_credit_once_and_are_told_the_same()
    {
        var created = await gateway.CreateAsync("twice");
        var brought = await gateway.ActAsync(created);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => gateway.CallBackAsync(brought)));
        answers.Should().OnlyContain(answer => answer.Status == HttpStatusCode.OK);
        (await gateway.CallBackAsync(brought)).Status.Should().Be(HttpStatusCode.OK);
        (await gateway.BalanceAsync("twice")).Should().Be("100000 IRR");
    }

    [Fact]
    public async Task A_number_that_nobody_was_given_is_no_payment_and_a_broken_return_is_refused()
    {
        var created = await gateway.CreateAsync("forged");
        var brought = await gateway.ActAsync(created);
        var forged = new Dictionary<string, string>(brought) { ["id_get"] = "987654321" };
        (await gateway.CallBackAsync(forged)).Should().Match<(HttpStatusCode Status, System.Text.Json.Nodes.JsonNode Body)>(
            answer => answer.Status == HttpStatusCode.NotFound && (string)answer.Body["error"]! == "پرداخت یافت نشد");
        string[] broken =
            ["{}", """{"trans_id":"5"}""", """{"trans_id":"5 OR 1","id_get":"7"}""", """{"trans_id":"5","id_get":"x"}""", "no json"];
        foreach (var body in broken)
            (await gateway.SendAsync(HttpMethod.Post, "callback/", body: body)).Status.Should().Be(HttpStatusCode.BadRequest, body);
        (await gateway.StatusAsync(created), await gateway.BalanceAsync("forged")).Should().Be(("processing", ""));
    }

    [Fact]
    public async Task The_bank_number_of_one_payment_pays_no_other()
    {
        var (paid, unpaid) = (await gateway.CreateAsync("payer"), await gateway.CreateAsync("thief"));
        var brought = await gateway.ActAsync(paid);
        (await gateway.CallBackAsync(brought)).Status.Should().Be(HttpStatusCode.OK);
        var other = (await gateway.ActAsync(unpaid, "cancel"))["id_get"];

        var stolen = await gateway.CallBackAsync(new Dictionary<string, string>(brought) { ["id_get"] = other });
        (stolen.Status, (string)stolen.Body["error"]!).Should().Be((HttpStatusCode.BadRequest, NotVerified));
        (await gateway.StatusAsync(unpaid), await gateway.BalanceAsync("thief"), await gateway.BalanceAsync("payer"))
            .Should().Be(("processing", "", "100000 IRR"));
        // Of a paid one, whoever has another number is told nothing.
        var guessed = await gateway.CallBackAsync(new Dictionary<string, string>(brought) { ["trans_id"] = "5" });
        (guessed.Status, guessed.Body["transaction_id"]).Should().Be((HttpStatusCode.BadRequest, null));
    }

    [Theory]
    [InlineData("less")]
    [InlineData("more")]
    public async Task Another_amount_is_held_for_a_person_and_credits_nobody(string action)
    {
        var created = await gateway.CreateAsync($"amount-{action}");
        (await gateway.CallBackAsync(await gateway.ActAsync(created, action))).Status.Should().Be(HttpStatusCode.BadRequest);
        (await gateway.StatusAsync(created), await gateway.BalanceAsync($"amount-{action}")).Should().Be(("processing", ""));
    }

    [Fact]
    public async Task Who_gave_up_at_the_bank_may_pay_after_all()
    {
        var created = await gateway.CreateAsync("again");
        var answer = await gateway.CallBackAsync(await gateway.ActAsync(created, "cancel"));
        (answer.Status, (string)answer.Body["error"]!).Should().Be((HttpStatusCode.BadRequest, NotVerified));
        (await gateway.StatusAsync(created), await gateway.BalanceAsync("again")).Should().Be(("processing", ""));
    }

    [Fact]
    public async Task A_gateway_that_is_down_is_asked_again_by_the_same_return()
    {
        var created = await gateway.CreateAsync("down");
        var brought = await gateway.ActAsync(created);
        // A verification is tried three times.
        gateway.Medogram.Faults.Order(Fault.Down, 3);
        var (status, answer) = await gateway.CallBackAsync(brought);
        (status, (string)answer["error"]!).Should().Be((HttpStatusCode.InternalServerError, "خطای اتصال به درگاه"));
        (await gateway.StatusAsync(created), await gateway.BalanceAsync("down")).Should().Be(("processing", ""));
        (await gateway.CallBackAsync(brought)).Status.Should().Be(HttpStatusCode.OK);
        (await gateway.CallBackAsync(brought)).Status.Should().Be(HttpStatusCode.OK);
        (await gateway.BalanceAsync("down")).Should().Be("100000 IRR");
    }

    [Fact]
    public async Task A_page_in_place_of_an_answer_is_none()
    {
        var created = await gateway.CreateAsync("garbage");
        var brought = await gateway.ActAsync(created);
        gateway.Medogram.Faults.Order(Fault.Garbage);
        (await gateway.CallBackAsync(brought)).Status.Should().Be(HttpStatusCode.InternalServerError);
        (await gateway.BalanceAsync("garbage")).Should().BeEmpty();
        (await gateway.CallBackAsync(brought)).Status.Should().Be(HttpStatusCode.OK);
        (await gateway.BalanceAsync("garbage")).Should().Be("100000 IRR");
    }

    [Fact]
    public async Task A_verification_whose_answer_was_lost_counts_when_the_gateway_says_that_it_was_verified_before()
    {
        var created = await gateway.CreateAsync("lost");
        var brought = await gateway.ActAsync(created);
        gateway.Medogram.AnswerStyle = "object";
        try
        {
            gateway.Medogram.Faults.Order(Fault.Garbage);
            (await gateway.CallBackAsync(brought)).Status.Should().Be(HttpStatusCode.InternalServerError);
            var verified = gateway.Medogram.Requests.Count;
            (await gateway.CallBackAsync(brought)).Status.Should().Be(HttpStatusCode.OK);
            gateway.Medogram.Requests.Should().HaveCount(verified + 1);
        }
        finally
        {
            gateway.Medogram.AnswerStyle = "bare";
        }
        (await gateway.BalanceAsync("lost")).Should().Be("100000 IRR");
    }

    [Theory]
    [InlineData("get")]
    [InlineData("form")]
    [InlineData("json")]
    public async Task A_payer_who_comes_back_reads_a_Persian_page_from_right_to_left(string style)
    {
        var created = await gateway.CreateAsync($"page-{style}", 1_234_000);
        var brought = await gateway.ActAsync(created);
        for (var turn = 0; turn < 2; turn++)
        {
            using var answer = await BringAsync(style, brought);
            answer.StatusCode.Should().Be(HttpStatusCode.OK);
            answer.Content.Headers.ContentType!.ToString().Should().Be("text/html; charset=utf-8");
            (await answer.Content.ReadAsStringAsync()).Should().Contain("<html lang=\"fa\" dir=\"rtl\">").And.Contain("پرداخت موفق")
                .And.Contain("۱٬۲۳۴٬۰۰۰ ریال").And.Contain(brought["tracking_code"]);
        }
        (await gateway.BalanceAsync($"page-{style}")).Should().Be("1234000 IRR");
    }

    [Fact]
    public async Task The_page_says_what_was_not_paid_and_shows_nothing_of_it()
    {
        var created = await gateway.CreateAsync("unpaid-page");
        var brought = await gateway.ActAsync(created, "cancel");
        using var answer = await BringAsync("get", brought);
        (await answer.Content.ReadAsStringAsync()).Should()
            .Contain(NotVerified).And.NotContain("۱۰۰").And.NotContain(brought["tracking_code"]);
        using var nobody = await gateway.Host.Http.GetAsync("/payment-redirect/?trans_id=<script>&id_get=1");
        nobody.StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await nobody.Content.ReadAsStringAsync()).Should().Contain("پرداخت یافت نشد").And.NotContain("<script>&");
    }

    private Task<HttpResponseMessage> BringAsync(string style, Dictionary<string, string> brought) => style switch
    {
        "get" => gateway.Host.Http.GetAsync(
            $"/payment-redirect/?{string.Join('&', brought.Select(field => $"{field.Key}={field.Value}"))}"),
        "form" => gateway.Host.Http.PostAsync("/payment-redirect/", new FormUrlEncodedContent(brought)),
        "json" => gateway.Host.Http.PostAsync(
            "/payment-redirect/", new StringContent(JsonSerializer.Serialize(brought), Encoding.UTF8, "application/json")),
        _ => throw new ArgumentOutOfRangeException(nameof(style), style, null),
    };
}
