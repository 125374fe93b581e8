using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;
using Payments.Contracts.Notices;
using Payments.Grains.Notices;
using Payments.Testing;

namespace Payments.Grains.Tests.Notices;

/// <summary>Mail against other people's server: what was sent, what certainly was not, and what nobody knows.</summary>
public sealed class MailCarrierTests(MailCarrierTests.Servers servers) : IClassFixture<MailCarrierTests.Servers>
{
    private const string Id = "0123456789abcdef0123456789abcdef";

    private static OutgoingLetter Letter(string subject = "有款项未匹配订单", string to = "anna@example.com") =>
        new(to, subject, "line one\n.\nline three 中文", Id);

    private MailOptions Settings(Action<MailOptions>? change = null)
    {
        var settings = new MailOptions
        {
            Host = "localhost",
            Port = servers.StartTls,
            User = "pay",
            Password = "secret",
            From = "Pay <pay@example.com>",
            AuthorityFile = servers.AuthorityFile,
            Timeout = TimeSpan.FromSeconds(10),
        };
        change?.Invoke(settings);
        return settings;
    }

    private Task<CarrierAnswer> SendAsync(Action<MailOptions>? change = null, OutgoingLetter? letter = null) =>
        new MailCarrier(Options.Create(Settings(change)), TimeProvider.System).SendAsync(letter ?? Letter(), CancellationToken.None);

    [Theory]
    [InlineData(MailSecurity.StartTls)]
    [InlineData(MailSecurity.Tls)]
    [InlineData(MailSecurity.None)]
    public async Task A_message_arrives_as_it_was_written(MailSecurity security)
    {
        await servers.ResetAsync();
        var answer = await SendAsync(settings =>
        {
            settings.Security = $"{security}";
            if (security == MailSecurity.Tls) settings.Port = servers.Tls;
            if (security == MailSecurity.None) (settings.Port, settings.User) = (servers.Plain, "");
        });
        answer.Should().Be(CarrierAnswer.Sent);
        var taken = (await servers.Mail.TakeAsync()).Should().ContainSingle().Which!;
        ((string?)taken["subject"], (string?)taken["to"]).Should().Be(("有款项未匹配订单", "anna@example.com"));
        ((string)taken["text"]!).ReplaceLineEndings("\n").Trim().Should().Be("line one\n.\nline three 中文");
        ((string)taken["from"]!).Should().Contain("pay@example.com");
        ((string?)taken["id"]).Should().Be($"<{Id}@example.com>");
        ((bool)taken["secure"]!, (string?)taken["user"]).Should().Be(
            security == MailSecurity.None ? (false, null) : (true, "pay"));
        taken["headers"]!.AsArray().Select(line => (string)line!).Should().Contain("Auto-Submitted: auto-generated");
    }

    [Fact]
    public async Task No_text_adds_a_header()
    {
        await servers.ResetAsync();
        (await SendAsync(letter: Letter("one\r\nBcc: eve@example.com"))).Outcome.Should().Be(CarrierOutcome.Sent);
        var taken = (await servers.Mail.TakeAsync()).Should().ContainSingle().Which!;
        taken["headers"]!.AsArray().Select(line => (string)line!).Should().NotContain(line => line.StartsWith("Bcc"));
        (await SendAsync(letter: Letter(to: "anna@example.com\r\nRCPT TO:<eve@example.com>"))).Outcome.Should().Be(CarrierOutcome.Refused);
        (await SendAsync(letter: Letter(to: "anna@example.com, eve@example.com"))).Outcome.Should().Be(CarrierOutcome.Refused);
        (await servers.Mail.TakeAsync()).Should().BeEmpty();
    }

    [Theory]
    [InlineData("greylist", CarrierOutcome.Later, "451")]
    [InlineData("unknown", CarrierOutcome.Refused, "550")]
    [InlineData("full", CarrierOutcome.Refused, "552")]
    [InlineData("silent", CarrierOutcome.Later, "took too long")]
    public async Task What_a_server_refuses_was_certainly_not_sent(string mode, CarrierOutcome outcome, string words)
    {
        await servers.ResetAsync();
        await servers.Mail.SetAsync(mode);
        var answer = await SendAsync(settings => settings.Timeout = TimeSpan.FromSeconds(mode == "silent" ? 1 : 10));
        answer.Outcome.Should().Be(outcome, answer.Reason);
        answer.Reason.Should().Contain(words);
        (await servers.Mail.TakeAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task What_a_server_took_before_it_hung_up_is_in_doubt()
    {
        await servers.ResetAsync();
        await servers.Mail.SetAsync("hang-up");
        (await SendAsync()).Outcome.Should().Be(CarrierOutcome.Unknown);
        (await servers.Mail.TakeAsync()).Should().HaveCount(1);
    }

    [Fact]
    public async Task Settings_that_do_not_fit_say_what_is_wrong_and_letters_wait()
    {
        await servers.ResetAsync();
        (await SendAsync(settings => settings.Password = "wrong")).Should()
            .Be(CarrierAnswer.Later("the mail server refused user and password"));
        (await SendAsync(settings => settings.AuthorityFile = "")).Reason.Should().Contain("certificate is not trusted");
        (await SendAsync(settings => settings.Host = "127.0.0.1")).Reason.Should().Contain("certificate is not trusted", "of another name");
        (await SendAsync(settings => settings.Port = servers.Plain)).Reason.Should().Contain("does not offer");
        (await SendAsync(settings => settings.Port = servers.Garbage)).Outcome.Should().Be(CarrierOutcome.Later);
        (await SendAsync(settings => settings.Port = 1)).Reason.Should().Contain("no connection");
        (await SendAsync(settings => settings.Host = "")).Should().Be(CarrierAnswer.Later("mail is not set"));
        (await servers.Mail.TakeAsync()).Should().BeEmpty();
    }

    /// <summary>The servers, of one authority that nobody else knows.</summary>
    public sealed class Servers : IAsyncLifetime
    {
        private readonly TestAuthority authority = new("mail");
        private readonly string folder = Directory.CreateTempSubdirectory("payments-mail-").FullName;

        public MailServer Mail { get; } = new();

        public string AuthorityFile => Path.Combine(folder, "authority.crt");

        public int StartTls { get; private set; }

        public int Tls { get; private set; }

        public int Plain { get; private set; }

        public int Garbage { get; private set; }

        public async Task InitializeAsync()
        {
            await File.WriteAllTextAsync(AuthorityFile, authority.Pem);
            using var issued = authority.Issue("localhost");
            var certificate = (issued.ExportCertificatePem(), issued.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
            StartTls = await Mail.StartAsync("starttls", certificate, "pay", "secret");
            // As most servers do, this one sends what leads from its certificate to the authority.
            Tls = await Mail.StartAsync("tls", authority.IssueBelow("localhost"), "pay", "secret");
            Plain = await Mail.StartAsync("none");
            Garbage = await Mail.StartGarbageAsync();
        }

        public async Task ResetAsync()
        {
            await Mail.SetAsync("ok");
            await Mail.TakeAsync();
        }

        public Task DisposeAsync()
        {
            authority.Dispose();
            Directory.Delete(folder, recursive: true);
            return Task.CompletedTask;
        }
    }
}
