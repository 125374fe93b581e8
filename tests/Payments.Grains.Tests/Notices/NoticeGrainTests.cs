using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Payments.Chains;
using Payments.Contracts.Audit;
using Payments.Contracts.Notices;
using Payments.Contracts.Orders;
using Payments.Domain.Audit;
using Payments.Domain.Identity;
using Payments.Domain.Notices;
using Payments.Domain.People;
using Payments.Domain.Secrets;
using Payments.Grains.Merchants;
using Payments.Grains.Notices;
using Payments.Grains.Tests.Merchants;
using Payments.Testing;
using Payments.Testing.Silo;

namespace Payments.Grains.Tests.Notices;

/// <summary>Messages: found in what is stored, stored before they are sent, and sent once whatever dies in between.</summary>
public sealed class NoticeGrainTests : MerchantHost
{
    private readonly ScriptedCarrier mail = new() { Channel = NoticeChannel.Mail };
    private readonly ScriptedCarrier telegram = new() { Channel = NoticeChannel.Telegram };

    private MerchantId Shop => Host.Get<IOrderIds>().ForEmail(Registration.Email);

    private INoticeGrain Notices => Host.Grains.GetGrain<INoticeGrain>(NoticeKey.Of(Shop));

    protected override Task<GrainHost> StartAsync(MasterKeyRing keys) => GrainHost.StartAsync(Folder, services =>
    {
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["PublicUrl"] = "https://pay.test/",
            ["Notices:MostAnHour"] = "3",
        }).Build());
        services.AddChains().AddMerchants(keys).AddPaymentsGrains();
        services.RemoveAll<ILetterCarrier>();
        services.AddSingleton<ILetterCarrier>(mail).AddSingleton<ILetterCarrier>(telegram);
    }, new ManualTimeProvider());

    private Task RestAsync() => TestSilo.RestAsync(Host.Get<IServiceProvider>(), CancellationToken.None);

    private Task PassAsync(TimeSpan time) => Host.Time.AdvanceAsync(time, RestAsync);

    private static PostedLetter Letter(string key, NoticeEvent about = NoticeEvent.Summary) => new()
    {
        Key = key,
        Event = about,
        Channel = NoticeChannel.Mail,
        Recipient = "anna@example.com",
        Subject = key,
        Body = $"https://pay.test/?token={key}",
    };

    private async Task<IReadOnlyList<PastLetter>> PastAsync() => (await Notices.GetAsync())!.Past;

    [Fact]
    public async Task A_letter_is_sent_once_and_its_text_is_stored_nowhere()
    {
        await Notices.PostAsync(Letter("secret-1"));
        await Notices.PostAsync(Letter("secret-1"));
        await PassAsync(TimeSpan.FromSeconds(1));
        mail.Taken.Should().ContainSingle().Which.Body.Should().Be("https://pay.test/?token=secret-1");
        (await Notices.GetAsync())!.Letters.Should().BeEmpty();
        await Notices.PostAsync(Letter("secret-1"));
        await PassAsync(TimeSpan.FromHours(1));
        mail.Taken.Should().HaveCount(1);
    }

    [Fact]
    public async Task A_letter_that_waits_lies_sealed()
    {
        mail.Answer = _ => Task.FromResult(CarrierAnswer.Later("down"));
        await Notices.PostAsync(Letter("secret-1", NoticeEvent.Password));
        await PassAsync(TimeSpan.FromSeconds(1));
        var waiting = (await Notices.GetAsync())!.Letters.Should().ContainSingle().Which;
        (waiting.Body, waiting.Reason).Should().Be((null, "down"));
        waiting.SealedBody.Should().NotContain("token");
    }

    [Fact]
    public async Task A_server_that_is_down_for_hours_delays_letters_and_loses_none()
    {
        mail.Answer = _ => Task.FromResult(CarrierAnswer.Later("greylisted"));
        await Notices.PostAsync(Letter("a"));
        await PassAsync(TimeSpan.FromHours(5));
        mail.Taken.Should().BeEmpty();
        mail.Answer = null;
        await PassAsync(TimeSpan.FromHours(1));
        mail.Taken.Should().ContainSingle();
        (await PastAsync()).Should().ContainSingle().Which.Outcome.Should().Be(LetterOutcome.Sent);
    }

    [Fact]
    public async Task A_death_after_the_server_took_a_letter_sends_no_second_one_and_one_before_loses_none()
    {
        var sending = new TaskCompletionSource();
        mail.Answer = async _ =>
        {
            sending.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, Host.Time);
            return CarrierAnswer.Sent;
        };
        await Notices.PostAsync(Letter("a"));
        await Notices.PostAsync(Letter("b"));
        Host.Time.Advance(TimeSpan.FromSeconds(1));
        await sending.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
        mail.Answer = null;
        await DieAndStartAsync(GrainHost.Keys(1));
        await Notices.GetAsync();
        await PassAsync(TimeSpan.FromMinutes(1));
        mail.Taken.Select(letter => letter.Subject).Should().Equal("b");
        (await PastAsync()).Select(letter => letter.Outcome).Should().Equal(LetterOutcome.Unconfirmed, LetterOutcome.Sent);
    }

    [Fact]
    public async Task What_an_address_does_not_take_in_an_hour_comes_in_one()
    {
        await Merchant().RegisterAsync(Registration with { Owner = new PersonId(new string('1', 32)) });
        AuditedAs("person", "anna@example.com");
        await ChangeKeysAsync(3);
        await PassAsync(TimeSpan.FromSeconds(1));
        mail.Taken.Should().HaveCount(3);
        await ChangeKeysAsync(5);
        await PassAsync(TimeSpan.FromMinutes(30));
        mail.Taken.Should().HaveCount(3);
        await PassAsync(TimeSpan.FromMinutes(31));
        mail.Taken.Should().HaveCount(4);
        mail.Taken[^1].Subject.Should().EndWith("(+4)");
    }

    [Fact]
    public async Task Many_changes_of_one_person_between_two_looks_are_one_notice()
    {
        await Merchant().RegisterAsync(Registration with { Owner = new PersonId(new string('1', 32)) });
        await Notices.LookAsync();
        await PassAsync(TimeSpan.FromMinutes(1));
        var before = mail.Taken.Count;
        AuditedAs("person", "anna@example.com");
        for (var i = 0; i < 5; i++) (await Merchant().IssueKeysAsync(secretToo: true)).Should().NotBeNull();
        await Notices.LookAsync();
        await PassAsync(TimeSpan.FromMinutes(1));
        mail.Taken.Should().HaveCount(before + 1);
        mail.Taken[^1].Body.Should().Contain("API keys, ").And.Contain("anna@example.com");
    }

    [Fact]
    public async Task A_guarded_change_is_told_to_all_people_and_to_who_wants_it_once()
    {
        await Merchant().RegisterAsync(Registration with { Owner = new PersonId(new string('1', 32)) });
        await Merchant().AddNoticeTargetAsync(new NoticeTarget
        {
            Id = "0123456789abcdef",
            Channel = NoticeChannel.Telegram,
            Recipient = "123",
            Language = "zh",
            Events = [NoticeEvent.Guarded],
            ConfirmHash = "hash",
            ConfirmUntil = Host.Time.GetUtcNow().AddDays(1),
            CreatedAt = Host.Time.GetUtcNow(),
        });
        (await Merchant().ConfirmNoticeTargetAsync("hash")).Should().Be(NoticeOutcome.Done);
        await Notices.LookAsync();
        await PassAsync(TimeSpan.FromMinutes(1));
        var (mails, messages) = (mail.Taken.Count, telegram.Taken.Count);

        AuditedAs("person", "anna@example.com");
        await ChangeKeysAsync(1);
        await Notices.LookAsync();
        await PassAsync(TimeSpan.FromMinutes(1));

        mail.Taken.Should().HaveCount(mails + 1);
        mail.Taken[^1].Address.Should().Be(Registration.Email);
        mail.Taken[^1].Body.Should().Contain("API keys").And.Contain("API 密钥").And.Contain("anna@example.com")
            .And.Contain("https://pay.test/console/");
        telegram.Taken.Should().HaveCount(messages + 1);
        telegram.Taken[^1].Body.Should().Contain("API 密钥").And.NotContain("API keys");
    }

    private async Task ChangeKeysAsync(int times)
    {
        for (var i = 0; i < times; i++)
        {
            (await Merchant().IssueKeysAsync(secretToo: false)).Should().NotBeNull();
            await Notices.LookAsync();
        }
    }

    private static void AuditedAs(string kind, string name) =>
        AuditContext.Set(new AuditActor(kind, name, "203.0.113.7"));
}
