using Payments.Domain.Settings;
using Payments.Host.Configuration;
using Payments.Providers.Common;

namespace Payments.Host.Commands;

/// <summary>What <c>payments provider check NAME</c> does: looks at the operator's account at a provider.</summary>
internal static class ProviderCommand
{
    /// <summary>Looks, and prints a line for each thing that was looked at.</summary>
    /// <returns>0 when all is as it must be, else 1.</returns>
    /// <exception cref="SettingException">There is no such provider.</exception>
    public static async Task<int> CheckAsync(string[] given, string name, TextWriter output)
    {
        var configuration = SettingSources.Read(given);
        var settings = GatewaySettings.Read(configuration);
        await using var services = new ServiceCollection()
            .AddSingleton(configuration)
            .AddLogging()
            .AddPaymentProviders()
            .BuildServiceProvider();
        var exam = services.GetRequiredService<ProviderExam>();
        if (await exam.TakeAsync(name, settings.Root(), CancellationToken.None) is not { } findings)
        {
            var known = services.GetRequiredService<ProviderCatalog>().All.Select(one => one.Name);
            throw new SettingException($"There is no provider '{name}'; those are {string.Join(", ", known)}.");
        }
        foreach (var finding in findings)
            await output.WriteLineAsync($"{(finding.IsGood ? "ok  " : "FAIL")} {finding.Subject}: {finding.Text}");
        return findings.All(finding => finding.IsGood) ? 0 : 1;
    }
}
