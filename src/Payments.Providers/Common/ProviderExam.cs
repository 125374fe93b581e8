using System.Globalization;
using System.Net;

namespace Payments.Providers.Common;

/// <summary>Looks at an account at a provider: settings, keys, clock, a call, and the notify URL. Changes nothing anywhere.</summary>
/// <param name="catalog">The providers that there are.</param>
/// <param name="accounts">The operator's accounts.</param>
/// <param name="clock">Sees every answer of the clients that providers are called with.</param>
/// <param name="web">Makes the client that calls the notify URL.</param>
/// <param name="time">The clock of certificates.</param>
public sealed class ProviderExam(
    ProviderCatalog catalog, InstallationAccounts accounts, AnswerClock clock, IHttpClientFactory web, TimeProvider time)
{
    /// <summary>The client that calls the notify URL; it follows no redirects.</summary>
    public const string ClientName = "provider-exam";

    /// <summary>How long the notify URL may take to answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>A certificate takes weeks to be renewed at some providers.</summary>
    private const int LeastDays = 30;

    /// <summary>WeChat Pay refuses what is five minutes old, and a clock drifts on.</summary>
    private static readonly TimeSpan MostApart = TimeSpan.FromMinutes(1);

    /// <summary>Looks at the operator's account.</summary>
    /// <param name="name">The provider.</param>
    /// <param name="publicUrl">The gateway's address as the provider sees it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was looked at, in order; what cannot be looked at after a fault is left out. Null where there is no such provider.</returns>
    public async Task<IReadOnlyList<ExamFinding>?> TakeAsync(string name, string publicUrl, CancellationToken cancellationToken)
    {
        if (catalog.Find(name) is not { } provider) return null;
        var account = accounts.Of(provider.Name);
        var url = account?.Find("webhook_url") ?? account?.Find("notify_url") ?? $"{publicUrl}/notify/{provider.Name}/check";
        return await TakeAsync(provider, account, setting => Path(provider, setting), url, cancellationToken);
    }

    /// <summary>Looks at a merchant's own account.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="account">The account.</param>
    /// <param name="notifyUrl">Where the gateway takes its notices. An address of the merchant's own is not called from here.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>As for the operator's.</returns>
    public Task<IReadOnlyList<ExamFinding>> TakeOwnAsync(
        IPaymentProvider provider, ProviderAccount account, string notifyUrl, CancellationToken cancellationToken) =>
        TakeAsync(provider, account, setting => setting, notifyUrl, cancellationToken);

    private async Task<IReadOnlyList<ExamFinding>> TakeAsync(
        IPaymentProvider provider, ProviderAccount? account, Func<string, string> nameOf, string notifyUrl,
        CancellationToken cancellationToken)
    {
        var title = InstallationAccounts.Key(provider.Name);
        var faults = Faults(provider, account).ToList();
        if (account is null || faults.Count > 0)
            return [.. faults.Select(fault => NotConfigured(title, nameOf(fault.Setting), fault.Text))];

        List<ExamFinding> findings = [new(ExamVerdict.Complete, "configuration", $"the settings of {title} are complete", [title])];
        if (account.AllowsSandbox)
        {
            findings.Add(new ExamFinding(ExamVerdict.Sandbox, "sandbox",
                "allowed (Providers:AllowSandbox): plain http is taken. Never in production", []));
        }
        clock.Begin();
        findings.Add(Called(title, await provider.TryAsync(account, cancellationToken)));
        findings.Add(Clock());
        if (provider is IHoldsCertificates holder)
            findings.AddRange((await holder.EndsAsync(account, cancellationToken)).Select(Certificate));
        if (provider.Abilities.HasFlag(ProviderAbilities.Notices)) findings.Add(await NotifyAsync(notifyUrl, account, cancellationToken));
        return findings;
    }

    private static IEnumerable<SettingFault> Faults(IPaymentProvider provider, ProviderAccount? account)
    {
        if (account is not null && provider.Check(account) is { Count: > 0 } faults) return faults;
        return provider.Settings.Where(setting => setting.IsRequired && account?.Find(setting.Name) is null)
            .Select(setting => new SettingFault(setting.Name, "not set"));
    }

    private static string Path(IPaymentProvider provider, string setting)
    {
        var variable = provider.Settings.FirstOrDefault(known => known.Name == setting)?.Variable;
        return $"{(variable is null ? "" : $"{variable} or ")}{InstallationAccounts.PathOf(provider.Name, setting)}";
    }

    private static ExamFinding NotConfigured(string title, string setting, string fault) =>
        new(ExamVerdict.NotConfigured, "configuration", $"{title} not configured: {setting}: {fault}", [setting, fault]);

    private static ExamFinding Called(string title, ChargeAnswer answer) => answer.Outcome switch
    {
        ProviderOutcome.Done or ProviderOutcome.NotFound =>
            new(ExamVerdict.Answered, "call", "the provider took our key and answered", []),
        ProviderOutcome.Refused => new(ExamVerdict.Refused, "call",
            $"{title} refuses the call: {answer.Reason}. Invalid signature or no permission: look at the keys, at the merchant's id, and at " +
            "what the key may do", [$"{answer.Reason}"]),
        _ => new(ExamVerdict.NoAnswer, "call",
            $"no answer that can be read: {answer.Reason}. Look at the network, a proxy, and the base URL", [$"{answer.Reason}"]),
    };

    private ExamFinding Clock()
    {
        const string Subject = "clock";
        if (clock.Ahead is not { } ahead) return new(ExamVerdict.ClockUntold, Subject, "not compared: no answer had a time", []);
        var seconds = Math.Abs(ahead.TotalSeconds).ToString("0", CultureInfo.InvariantCulture);
        return ahead.Duration() <= MostApart
            ? new(ExamVerdict.ClockRight, Subject, $"{seconds} s apart", [seconds])
            : new(ExamVerdict.ClockWrong, Subject,
                $"{seconds} s apart: this machine's time is wrong, and signatures with a time are refused. Let it be set by NTP",
                [seconds]);
    }

    private ExamFinding Certificate(CertificateEnd end)
    {
        var days = (int)Math.Floor((end.Until - time.GetUtcNow()).TotalDays);
        var subject = $"{end.Name} certificate";
        var day = end.Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        string[] values = [end.Name, day, days.ToString(CultureInfo.InvariantCulture)];
        var text = $"good until {day}, {values[2]} days";
        return days >= LeastDays
            ? new(ExamVerdict.CertificateGood, subject, text, values)
            : new(ExamVerdict.CertificateEnds, subject, $"{text}: renew it, and set the new one before then", values);
    }

    private async Task<ExamFinding> NotifyAsync(string url, ProviderAccount account, CancellationToken cancellationToken)
    {
        const string Subject = "notify URL";
        if (!ProviderUrl.IsAllowed(url, account.Reach))
        {
            return new(ExamVerdict.NotifyForbidden, Subject, $"{url}: must begin with https:// and be no private address; set PublicUrl",
                [url]);
        }
        try
        {
            using var client = web.CreateClient(ClientName);
            using var answer = await client.PostAsync(new Uri(url), new ByteArrayContent([]), cancellationToken);
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            var status = ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture);
            // An empty notice is refused by the gateway; its 404 says why.
            var isOurs = (int)answer.StatusCode is >= 400 and < 500 &&
                (answer.StatusCode != HttpStatusCode.NotFound || text.Contains("no such merchant", StringComparison.Ordinal));
            return isOurs
                ? new(ExamVerdict.NotifyReached, Subject, $"{url} leads to the gateway, from here", [url])
                : new(ExamVerdict.NotifyElsewhere, Subject,
                    $"{url} answers {status}: webhooks will not be received. Look at the proxy's paths", [url, status]);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new(ExamVerdict.NotifySilent, Subject,
                $"{url} does not answer from here: {exception.Message} Webhooks will not be received: look at the firewall and the " +
                "certificate",
                [url, exception.Message]);
        }
    }
}
