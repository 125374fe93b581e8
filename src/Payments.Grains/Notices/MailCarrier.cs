using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;
using Payments.Contracts.Notices;
using Payments.Domain.Notices;

namespace Payments.Grains.Notices;

/// <summary>
/// Sends mail by SMTP (RFC 5321). What fails before the server is asked for the text (<c>DATA</c>) was certainly not sent; from then on
/// only the server's own refusal says so.
/// </summary>
public sealed class MailCarrier(IOptions<MailOptions> options, TimeProvider time) : ILetterCarrier
{
    /// <summary>How long one message may take in all, in timeouts of <see cref="MailOptions.Timeout"/>.</summary>
    private const int WholeTimeouts = 4;

    /// <inheritdoc />
    public NoticeChannel Channel => NoticeChannel.Mail;

    /// <inheritdoc />
    public bool IsSet => options.Value.IsSet;

    /// <inheritdoc />
    public async Task<CarrierAnswer> SendAsync(OutgoingLetter letter, CancellationToken cancellationToken)
    {
        if (!IsSet) return CarrierAnswer.Later("mail is not set");
        if (MessageOf(letter) is not { } message) return CarrierAnswer.Refused("the address is none that mail can be sent to");
        var settings = options.Value;
        var watch = new TextWatch();
        using var whole = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        whole.CancelAfter(settings.Timeout * WholeTimeouts);
        using var client = new SmtpClient(watch) { Timeout = (int)settings.Timeout.TotalMilliseconds };
        try
        {
            Trust(client, settings);
            await client.ConnectAsync(settings.Host, settings.Port, SecurityOf(settings), whole.Token);
            if (settings.User.Length > 0) await client.AuthenticateAsync(settings.User, settings.Password, whole.Token);
            await client.SendAsync(message, whole.Token);
            return CarrierAnswer.Sent;
        }
        catch (SmtpCommandException refusal)
        {
            var words = FormattableString.Invariant($"the mail server said {(int)refusal.StatusCode} {refusal.Message}");
            return (int)refusal.StatusCode >= 500 ? CarrierAnswer.Refused(words) : CarrierAnswer.Later(words);
        }
        catch (ServiceNotAuthenticatedException)
        {
            return CarrierAnswer.Later("the mail server wants user and password");
        }
        catch (Exception failure) when (IsFailure(failure))
        {
            return watch.IsTextAsked ? CarrierAnswer.Unknown(WordsOf(failure)) : CarrierAnswer.Later(WordsOf(failure));
        }
    }

    private static bool IsFailure(Exception failure) => failure is IOException or SocketException or ProtocolException
        or AuthenticationException or SslHandshakeException or NotSupportedException or OperationCanceledException or TimeoutException;

    private static string WordsOf(Exception failure) => failure switch
    {
        AuthenticationException => "the mail server refused user and password",
        SslHandshakeException => "no TLS with the mail server: its certificate is not trusted, or it speaks another protocol on this port",
        NotSupportedException => $"the mail server does not offer what the settings ask for: {failure.Message}",
        OperationCanceledException or TimeoutException => "the mail server took too long",
        ProtocolException => "the mail server's answer is none of SMTP, or it hung up",
        _ => $"no connection to the mail server: {failure.Message}",
    };

    private static SecureSocketOptions SecurityOf(MailOptions settings) => settings.Protection switch
    {
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        MailSecurity.None => SecureSocketOptions.None,
        _ => throw new InvalidOperationException($"Unknown security {settings.Security}."),
    };

    /// <summary>Beside the system's authorities those of the settings are trusted; the name must be the host's in any case.</summary>
    private static void Trust(SmtpClient client, MailOptions settings)
    {
        client.CheckCertificateRevocation = false;
        if (settings.AuthorityFile.Length == 0) return;
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(settings.AuthorityFile);
        client.ServerCertificateValidationCallback = (_, certificate, presented, errors) =>
        {
            if (errors == SslPolicyErrors.None) return true;
            if (errors != SslPolicyErrors.RemoteCertificateChainErrors || certificate is not X509Certificate2 shown) return false;
            using var chain = new X509Chain();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
            // What the server sent beside its own certificate leads to the authority.
            if (presented is not null) chain.ChainPolicy.ExtraStore.AddRange(presented.ChainPolicy.ExtraStore);
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            return chain.Build(shown);
        };
    }

    /// <summary>Null where the address is none. Types of MimeKit write the header, so that no text can add a line to it.</summary>
    private MimeMessage? MessageOf(OutgoingLetter letter)
    {
        if (!MailboxAddress.TryParse(letter.Address, out var to) || to.Address != letter.Address) return null;
        var from = MailboxAddress.Parse(options.Value.From);
        var message = new MimeMessage
        {
            Subject = letter.Subject,
            Date = time.GetUtcNow(),
            MessageId = $"{letter.Id}@{from.Domain}",
            Body = new TextPart("plain") { Text = letter.Body },
        };
        message.From.Add(from);
        message.To.Add(to);
        // Nobody's absence note answers it (RFC 3834).
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        return message;
    }

    /// <summary>Notes that the server was asked to take the text.</summary>
    private sealed class TextWatch : IProtocolLogger
    {
        private static readonly byte[][] Commands = ["DATA\r\n"u8.ToArray(), "BDAT "u8.ToArray()];

        public bool IsTextAsked { get; private set; }

        [AllowNull]
        public IAuthenticationSecretDetector AuthenticationSecretDetector { get; set => field = value ?? new NoSecrets(); } =
            new NoSecrets();

        public void LogConnect(Uri uri)
        {
            // Nothing was sent yet.
        }

        public void LogClient(byte[] buffer, int offset, int count)
        {
            var sent = buffer.AsSpan(offset, count);
            foreach (var command in Commands)
                IsTextAsked |= sent.StartsWith(command) || sent.IndexOf((byte[])[.. "\r\n"u8, .. command]) >= 0;
        }

        public void LogServer(byte[] buffer, int offset, int count)
        {
            // What the server says comes as an exception.
        }

        public void Dispose()
        {
            // Nothing is held.
        }

        /// <summary>Nothing is written down, so that nothing must be found in it.</summary>
        private sealed class NoSecrets : IAuthenticationSecretDetector
        {
            public IList<AuthenticationSecret> DetectSecrets(byte[] buffer, int offset, int count) => [];
        }
    }
}
