using Payments.Domain.Charges;
using Payments.Providers.Common;
using Payments.ProviderSandbox.Common;
using Payments.ProviderSandbox.WeChat;

namespace Payments.Providers.Tests.WeChat;

/// <summary>
/// WeChat Pay's own keys: downloaded, rotated, unknown, public, mixed; and answers that prove nothing. A stand-in for each test.
/// </summary>
public sealed class WeChatKeyTests : IAsyncLifetime
{
    private readonly WeChatLab lab = new();

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Certificates_are_fetched_once_and_again_after_half_a_day()
    {
        await QueryAsync();
        await QueryAsync();
        Downloads().Should().Be(1);

        lab.Time.Advance(TimeSpan.FromHours(13));
        await QueryAsync();
        Downloads().Should().Be(2);
    }

    [Fact]
    public async Task A_new_certificate_is_fetched_when_it_first_signs_and_the_old_one_goes_on()
    {
        await QueryAsync();
        lab.Time.Advance(TimeSpan.FromMinutes(2));
        lab.Sandbox.Rotate();

        (await QueryAsync()).Outcome.Should().Be(ProviderOutcome.NotFound);
        await lab.PaidAsync("rotate_1");
        Downloads().Should().Be(2);
    }

    [Fact]
    public async Task A_notice_by_a_new_certificate_has_it_fetched_before_it_is_read()
    {
        (await lab.Provider.CreateAsync(lab.Account, lab.Charge("notice_1"), None)).Outcome.Should().Be(ProviderOutcome.Done);
        lab.Time.Advance(TimeSpan.FromMinutes(2));
        lab.Sandbox.Rotate();
        await lab.PostAsync("pay/notice_1/pay");

        (await lab.NoticeAsync()).News!.State.Should().Be(ChargeState.Paid);
    }

    [Fact]
    public async Task An_unknown_number_asks_once_a_minute_however_often_it_comes()
    {
        await QueryAsync();
        lab.Time.Advance(TimeSpan.FromMinutes(2));
        var notice = new ProviderNotice("POST", "", new Dictionary<string, string> { ["Wechatpay-Serial"] = "00FF" }, "{}"u8.ToArray());
        for (var turn = 0; turn < 20; turn++) await lab.Provider.PrepareAsync(lab.Account, notice, None);

        Downloads().Should().Be(2);
        lab.Provider.Read(lab.Account, notice, lab.Time.GetUtcNow()).Verdict.Should().Be(NoticeVerdict.Forged, "it is not even signed");
    }

    [Fact]
    public async Task A_merchant_without_certificates_is_told_to_set_the_public_key_and_asks_no_more()
    {
        lab.Sandbox.KeyMode = "public_key";
        for (var turn = 0; turn < 3; turn++)
        {
            var answer = await QueryAsync();
            (answer.Outcome, answer.Reason!.Contains("public_key")).Should().Be((ProviderOutcome.Unknown, true));
            lab.Time.Advance(TimeSpan.FromMinutes(5));
        }
        Downloads().Should().Be(1);
    }

    [Fact]
    public async Task With_the_public_key_no_certificate_is_needed_and_every_request_names_it()
    {
        lab.Sandbox.KeyMode = "public_key";
        var account = lab.PublicKeyAccount();

        var made = await lab.Provider.CreateAsync(account, lab.Charge("public_1"), None);
        await lab.PostAsync("pay/public_1/pay");

        made.Outcome.Should().Be(ProviderOutcome.Done, made.Reason);
        (await lab.NoticeAsync(account)).News!.State.Should().Be(ChargeState.Paid);
        Downloads().Should().Be(0);
    }

    [Fact]
    public async Task While_a_merchant_moves_over_notices_by_either_key_are_taken()
    {
        var account = lab.PublicKeyAccount();
        lab.Sandbox.KeyMode = "mixed";
        var serials = new HashSet<string>();
        for (var turn = 0; turn < 4; turn++)
        {
            (await lab.Provider.CreateAsync(account, lab.Charge($"mixed_{turn}"), None)).Outcome.Should().Be(ProviderOutcome.Done);
            await lab.PostAsync($"pay/mixed_{turn}/pay");
            (await lab.NoticeAsync(account)).News!.State.Should().Be(ChargeState.Paid);
        }
        foreach (var notice in lab.Sandbox.Notices) serials.Add(notice.Headers["Wechatpay-Serial"]);
        serials.Should().BeEquivalentTo(WeChatSandbox.PublicKeyId, lab.Sandbox.Platform[0].Serial);
    }

    [Theory]
    [InlineData(Fault.Probe)]
    [InlineData(Fault.Unsigned)]
    [InlineData(Fault.Forged)]
    public async Task An_answer_that_proves_nothing_is_asked_for_again_and_never_a_success(Fault fault)
    {
        await QueryAsync();
        lab.Sandbox.Faults.Order(fault);
        (await lab.Provider.CreateAsync(lab.Account, lab.Charge("doubt_1"), None))
            .Outcome.Should().Be(ProviderOutcome.Done, "the next one was right");
        lab.Sandbox.Faults.Order(fault, 2);
        (await lab.Provider.CreateAsync(lab.Account, lab.Charge("doubt_2"), None)).Outcome.Should().Be(ProviderOutcome.Unknown);
    }

    [Fact]
    public async Task A_list_under_another_APIv3_key_names_the_setting()
    {
        var answer = await lab.Provider.QueryAsync(lab.AccountWith(("api_key", "another0123456789abcdefghijklmno")),
            WeChatLab.Query("number_1"), None);

        (answer.Outcome, answer.Reason!.Contains("api_key")).Should().Be((ProviderOutcome.Unknown, true));
    }

    [Theory]
    [InlineData(Fault.Down, 3)]
    [InlineData(Fault.Garbage, 2)]
    [InlineData(Fault.Lost, 3)]
    public async Task No_answer_is_no_failure_and_the_same_again_is_the_same_order(Fault fault, int times)
    {
        await QueryAsync();
        lab.Sandbox.Faults.Order(fault, times);
        (await lab.Provider.CreateAsync(lab.Account, lab.Charge("lost_01"), None)).Outcome.Should().Be(ProviderOutcome.Unknown);
        (await lab.Provider.CreateAsync(lab.Account, lab.Charge("lost_01"), None)).Outcome.Should().Be(ProviderOutcome.Done);
    }

    [Fact]
    public async Task The_second_site_is_called_where_the_first_cannot_be_reached()
    {
        await using var gone = await Common.ScriptedServer.StartAsync((_, _) => Task.CompletedTask);
        var first = gone.Url.ToString().TrimEnd('/');
        await gone.DisposeAsync();
        var account = lab.AccountWith(("base_url", first), ("second_url", lab.Sandbox.Url.ToString().TrimEnd('/')));

        (await lab.Provider.CreateAsync(account, lab.Charge("second_1"), None)).Outcome.Should().Be(ProviderOutcome.Done);
        (await lab.Provider.QueryAsync(lab.AccountWith(("base_url", first)), WeChatLab.Query("second_1"), None)).Outcome.Should()
            .Be(ProviderOutcome.Unknown);
    }

    [Fact]
    public async Task A_wrong_key_of_ones_own_is_said_as_such()
    {
        await QueryAsync();
        using var other = System.Security.Cryptography.RSA.Create(2048);
        var answer = await lab.Provider.QueryAsync(
            lab.AccountWith(("private_key_path", ""), ("private_key", other.ExportPkcs8PrivateKeyPem())),
                WeChatLab.Query("number_1"), None);

        (answer.Outcome, answer.Reason).Should().Be((ProviderOutcome.Refused, "SIGNERROR: 签名错误"));
    }

    public Task InitializeAsync() => lab.InitializeAsync();

    public Task DisposeAsync() => lab.DisposeAsync().AsTask();

    private int Downloads() => lab.Sandbox.Requests.Count(request => request.Target == "/v3/certificates");

    private Task<ChargeAnswer> QueryAsync() => lab.Provider.QueryAsync(lab.Account, WeChatLab.Query("number_1"), None);
}
