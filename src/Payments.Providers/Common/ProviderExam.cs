using System.Globalization;
using System.Net;

namespace Payments.Providers.Common;

/// <summary>One thing that was looked at.</summary>
/// <param name="IsGood">Whether it is as it must be.</param>
/// <param name="Subject">What it is.</param>
/// <param name="Text">What was found, and what to do about it.</param>
public sealed record ExamFinding(bool IsGood, string Subject, string Text);

/// <summary>Looks at the operator's account at a provider: settings, keys, clock, a call, and the notify URL. Changes nothing anywhere.</summary>
/// <param name="catalog">The providers that there are.</param>
/// <param name="accounts">The operator's accounts.</param>
/// <param name="clock">Sees every answer of the clients that providers are called with.</param>
/// <param name="web">Calls the notify URL; follows no redirects.</param>
/// <param name="time">The clock of certificates.</param>
public sealed class ProviderExam(
    ProviderCatalog catalog, InstallationAccounts accounts, AnswerClock clock, HttpClient web, TimeProvider time)
{
    /// <summary>A certificate takes weeks to be renewed at some providers.</summary>
    private const int LeastDays = 30;

    /// <summary>WeChat Pay refuses what is five minutes old, and a clock drifts on.</summary>
    private static readonly TimeSpan MostApart = TimeSpan.FromMinutes(1);

    /// <summary>Looks.</summary>
    /// <param name="name">The provider.</param>
    /// <param name="publicUrl">The gateway's address as the provider sees it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was looked at, in order; what cannot be looked at after a fault is left out. Null where there is no such provider.</returns>
    public async Task<IReadOnlyList<ExamFinding>?> TakeAsync(string name, string publicUrl, CancellationToken cancellationToken)
    {
        if (catalog.Find(name) is not { } provider) return null;
        var title = InstallationAccounts.Key(provider.Name);
        var account = accounts.Of(provider.Name);
        var faults = Faults(provider, account).ToList();
        if (account is null || faults.Count > 0)
            return [.. faults.Select(fault => new ExamFinding(false, "configuration", $"{title} not configured: {fault}"))];
        List<ExamFinding> findings = [new(true, "configuration", $"the settings of {title} are complete")];
        if (account.AllowsSandbox)
            findings.Add(new ExamFinding(true, "sandbox", "allowed (Providers:AllowSandbox): plain http is taken. Never in production"));
        findings.Add(Called(title, await provider.TryAsync(account, cancellationToken)));
        findings.Add(Clock());
        if (provider is IHoldsCertificates holder)
            findings.AddRange((await holder.EndsAsync(account, cancellationToken)).Select(Certificate));
        if (provider.Abilities.HasFlag(ProviderAbilities.Notices))
            findings.Add(await NotifyAsync(account.Find("webhook_url") ?? account.Find("notify_url") ?? $"{publicUrl}/notify/{provider.Name}/check", account, cancellationToken));
        return findings;
    }

    private static IEnumerable<string> Faults(IPaymentProvider provider, ProviderAccount? account)
    {
        if (account is not null) return provider.Check(account).Select(fault => $"{Path(fault.Setting)}: {fault.Text}");
        return provider.Settings.Where(setting => setting.IsRequired).Select(setting => $"{Path(setting.Name)}: not set");

        string Path(string setting)
        {
            var variable = provider.Settings.FirstOrDefault(known => known.Name == setting)?.Variable;
            return $"{(variable is null ? "" : $"{variable} or ")}{InstallationAccounts.PathOf(provider.Name, setting)}";
        }
    }

    private static ExamFinding Called(string title, ChargeAnswer answer) => answer.Outcome switch
    {
        ProviderOutcome.Done or ProviderOutcome.NotFound => new(true, "call", "the provider took our key and answered"),
        ProviderOutcome.Refused => new(false, "call",
            $"{title} refuses the call: {answer.Reason}. Invalid signature or no permission: look at the keys, at the merchant's id, and at " +
            "what the key may do"),
        _ => new(false, "call", $"no answer that can be read: {answer.Reason}. Look at the network, a proxy, and the base URL"),
    };

    private ExamFinding Clock()
    {
        if (clock.Ahead is not { } ahead) return new(true, "clock", "not compared: no answer had a time");
        var text = $"{Math.Abs(ahead.TotalSeconds).ToString("0", CultureInfo.InvariantCulture)} s apart";
        return ahead.Duration() <= MostApart
            ? new(true, "clock", text)
            : new(false, "clock", $"{text}: this machine's time is wrong, and signatures with a time are refused. Let it be set by NTP");
    }

    private ExamFinding Certificate(CertificateEnd end)
    {
        var days = (int)Math.Floor((end.Until - time.GetUtcNow()).TotalDays);
        var subject = $"{end.Name} certificate";
        var text = string.Create(CultureInfo.InvariantCulture, $"good until {end.Until:yyyy-MM-dd}, {days} days");
        return days >= LeastDays ? new(true, subject, text) : new(false, subject, $"{text}: renew it, and set the new one before then");
    }

    private async Task<ExamFinding> NotifyAsync(string url, ProviderAccount account, CancellationToken cancellationToken)
    {
        const string Subject = "notify URL";
        if (!ProviderUrl.IsAllowed(url, account.AllowsSandbox))
            return new(false, Subject, $"{url}: must begin with https:// and be no loopback address; set PublicUrl");
        try
        {
            using var answer = await web.PostAsync(new Uri(url), new ByteArrayContent([]), cancellationToken);
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            // An empty notice is refused by the gateway; its 404 says why.
            var isOurs = (int)answer.StatusCode is >= 400 and < 500 &&
                (answer.StatusCode != HttpStatusCode.NotFound || text.Contains("no such merchant", StringComparison.Ordinal));
            return isOurs
                ? new(true, Subject, $"{url} leads to the gateway, from here")
                : new(false, Subject, $"{url} answers {(int)answer.StatusCode}: webhooks will not be received. Look at the proxy's paths");
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new(false, Subject,
                $"{url} does not answer from here: {exception.Message} Webhooks will not be received: look at the firewall and the certificate");
        }
    }
}
