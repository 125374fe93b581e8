using OtpNet;
using Payments.Contracts.Orders;
using Payments.Contracts.People;
using Payments.Domain.People;
using Payments.Domain.Secrets;
using Payments.Grains.Tests.Merchants;

namespace Payments.Grains.Tests.People;

/// <summary>A person's account on virtual time: sessions, the second factor, links.</summary>
public sealed class PersonGrainTests : MerchantHost
{
    private const string Email = "anna@example.com";

    /// <summary>RFC 6238's own test key, "12345678901234567890".</summary>
    private const string Secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    [Fact]
    public async Task An_account_is_made_once_and_a_session_needs_the_present_password()
    {
        (await Anna.GetAsync()).Should().BeNull();
        (await Begin("hash")).Should().Be(FactorOutcome.Refused);
        (await RegisterAsync()).Should().BeTrue();
        (await RegisterAsync()).Should().BeFalse();
        (await Begin("other")).Should().Be(FactorOutcome.Refused);
        (await Begin("hash")).Should().Be(FactorOutcome.Done);
        (await Anna.FindSessionAsync("token-1", null))!.Session.Id.Should().Be("1");
        (await Anna.FindSessionAsync("token-2", null)).Should().BeNull();
    }

    [Fact]
    public async Task A_session_ends_when_it_is_not_used_and_a_start_of_the_gateway_does_not_end_it()
    {
        await RegisterAsync();
        await Begin("hash");
        await RestartAsync(GrainHost.Keys(1));
        Host.Time.Advance(TimeSpan.FromMinutes(59));
        (await Anna.FindSessionAsync("token-1", "203.0.113.7")).Should().NotBeNull();
        Host.Time.Advance(TimeSpan.FromMinutes(59));
        (await Anna.FindSessionAsync("token-1", null))!.Session.SeenFrom.Should().Be("203.0.113.7");
        Host.Time.Advance(TimeSpan.FromMinutes(60));
        (await Anna.FindSessionAsync("token-1", null)).Should().BeNull();
    }

    [Fact]
    public async Task A_code_lets_in_once_and_a_recovery_code_stands_in_for_it_once()
    {
        await RegisterAsync();
        await Begin("hash");
        await SetFactorAsync();
        (await Begin("hash", 2)).Should().Be(FactorOutcome.CodeNeeded);
        (await Begin("hash", 2, "000000")).Should().Be(FactorOutcome.CodeRefused);
        (await Begin("hash", 2, Code())).Should().Be(FactorOutcome.CodeRefused, "the code that proved the factor counts as used");
        Host.Time.Advance(TimeSpan.FromSeconds(30));
        var code = Code();
        (await Begin("hash", 2, code)).Should().Be(FactorOutcome.Done);
        (await Begin("hash", 3, code)).Should().Be(FactorOutcome.CodeRefused);
        (await Begin("hash", 3, "ABCD EFGH-jkmn-pqrs")).Should().Be(FactorOutcome.Done);
        (await Begin("hash", 4, "abcd-efgh-jkmn-pqrs")).Should().Be(FactorOutcome.CodeRefused);
        (await Anna.FindSessionAsync("token-4", null)).Should().BeNull();
    }

    [Fact]
    public async Task A_code_that_two_browsers_send_at_once_lets_one_in()
    {
        await RegisterAsync();
        await Begin("hash");
        await SetFactorAsync();
        Host.Time.Advance(TimeSpan.FromSeconds(30));
        var code = Code();
        var outcomes = await Task.WhenAll(Enumerable.Range(2, 8).Select(number => Begin("hash", number, code)));
        outcomes.Count(outcome => outcome == FactorOutcome.Done).Should().Be(1);
    }

    [Fact]
    public async Task A_factor_is_set_up_with_a_right_code_alone_and_other_sessions_end()
    {
        await RegisterAsync();
        await Begin("hash");
        await Begin("hash", 2);
        (await Anna.SetFactorAsync(Factor("000000"))).Should().Be(FactorOutcome.CodeRefused);
        await SetFactorAsync();
        (await Anna.SetFactorAsync(Factor(Code()))).Should().Be(FactorOutcome.Refused);
        (await Anna.FindSessionAsync("token-2", null)).Should().BeNull();
        (await Anna.GetAsync())!.SealedSecret.Should().NotContain(Secret);
        Host.Time.Advance(TimeSpan.FromSeconds(30));
        (await Anna.RemoveFactorAsync(Code())).Should().Be(FactorOutcome.Done);
        (await Begin("hash", 3)).Should().Be(FactorOutcome.Done);
    }

    [Fact]
    public async Task A_link_sets_the_first_password_of_an_operator_and_one_for_nobody_is_not_issued()
    {
        (await Anna.IssueLinkAsync(Email, Link(makesOperator: false))).Should().BeFalse();
        (await Anna.IssueLinkAsync(Email, Link(makesOperator: true))).Should().BeTrue();
        (await Begin("hash")).Should().Be(FactorOutcome.Refused);
        (await Anna.UseLinkAsync("other", "hash")).Should().BeFalse();
        (await Anna.UseLinkAsync("link", "hash")).Should().BeTrue();
        (await Anna.UseLinkAsync("link", "again")).Should().BeFalse();
        (await Begin("hash")).Should().Be(FactorOutcome.Done);
        (await Anna.GetAsync())!.IsOperator.Should().BeTrue();
    }

    [Fact]
    public async Task A_browser_is_told_of_once_and_known_by_what_its_last_sign_in_left()
    {
        await RegisterAsync();
        await Begin("hash", 1, isFirst: true);
        (await UntoldAsync(1)).Should().BeNull("the account was made in it");
        await Begin("hash", 2, browser: "browser-1");
        (await UntoldAsync(2)).Should().BeNull("it is known");
        await Begin("hash", 3);
        await Begin("hash", 4, browser: "browser-1");
        (await UntoldAsync(3)).Should().Be("browser-3");
        (await UntoldAsync(4)).Should().Be("browser-4", "what an earlier sign-in left is void");
        await Anna.BrowserToldAsync("browser-3");
        await RestartAsync(GrainHost.Keys(1));
        (await UntoldAsync(3)).Should().BeNull();
        (await UntoldAsync(4)).Should().Be("browser-4");
    }

    private async Task<string?> UntoldAsync(int number)
    {
        var signedIn = (await Anna.FindSessionAsync($"token-{number}", null))!;
        return PersonRules.Untold(signedIn.Person, signedIn.Session)?.TokenHash;
    }

    [Fact]
    public async Task After_a_rotation_of_the_master_key_the_second_factor_lies_under_the_new_one()
    {
        await RegisterAsync();
        await Begin("hash");
        await SetFactorAsync();
        await RestartAsync(GrainHost.Keys(2, older: 1));
        (await Host.Get<Payments.Grains.Merchants.KeyRotation>().SealAsync(default)).Should().BeTrue();
        await RestartAsync(GrainHost.Keys(2));
        Host.Time.Advance(TimeSpan.FromSeconds(30));
        (await Anna.TakeCodeAsync(Code())).Should().Be(FactorOutcome.Done);
    }

    [Fact]
    public async Task A_front_of_the_version_before_which_knows_no_browsers_signs_people_in()
    {
        await RegisterAsync();
        var command = new BeginSession { PasswordHash = "hash", TokenHash = "token", SessionId = "1" };
        (await Anna.BeginSessionAsync(command)).Should().Be(FactorOutcome.Done);
        await RestartAsync(GrainHost.Keys(1));
        (await Anna.FindSessionAsync("token", null)).Should().NotBeNull();
    }

    private IPersonGrain Anna => Host.Grains.GetGrain<IPersonGrain>(Host.Get<IOrderIds>().PersonOf(Email).GrainKey);

    private Task<bool> RegisterAsync() => Anna.RegisterAsync(new RegisterPerson { Email = Email, PasswordHash = "hash" });

    private Task<FactorOutcome> Begin(
        string passwordHash, int number = 1, string? code = null, string? browser = null, bool isFirst = false) =>
        Anna.BeginSessionAsync(new BeginSession
        {
            PasswordHash = passwordHash,
            TokenHash = $"token-{number}",
            SessionId = $"{number}",
            Code = code,
            BrowserHash = $"browser-{number}",
            KnownBrowserHash = browser,
            IsFirst = isFirst,
        });

    private async Task SetFactorAsync() => (await Anna.SetFactorAsync(Factor(Code()))).Should().Be(FactorOutcome.Done);

    private static SetFactor Factor(string code) =>
        new() { Secret = Secret, Code = code, RecoveryHashes = [ApiKeys.Hash("abcdefghjkmnpqrs")], SessionId = "1" };

    private string Code() => new Totp(Base32Encoding.ToBytes(Secret)).ComputeTotp(Host.Time.GetUtcNow().UtcDateTime);

    private PersonLink Link(bool makesOperator) =>
        new() { TokenHash = "link", Until = Host.Time.GetUtcNow().AddDays(3), MakesOperator = makesOperator };
}
