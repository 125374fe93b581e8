using Payments.Host.Configuration;

namespace Payments.Host.Commands;

/// <summary>What <c>payments health</c> does: asks the gateway of this machine whether it may be sent requests. For images, which have no other program to ask with.</summary>
internal static class HealthCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Asks.</summary>
    /// <returns>0 when it may, 1 when not or when nobody answers.</returns>
    public static async Task<int> RunAsync(string[] given, TextWriter output)
    {
        var address = LocalGateway.UriOf(GatewaySettings.Read(SettingSources.Read(given)), "/health/ready");
        using var http = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await http.GetAsync(address);
            await output.WriteLineAsync(await answer.Content.ReadAsStringAsync());
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            await output.WriteLineAsync($"Nobody answers: {exception.Message}");
            return 1;
        }
    }
}
