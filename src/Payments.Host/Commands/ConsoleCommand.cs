using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Payments.Host.Configuration;
using Payments.Http.Common;

namespace Payments.Host.Commands;

/// <summary>
/// What <c>payments console …</c> does: has the gateway of this machine issue a link into the merchants' console, or make somebody no
/// operator any more. It asks the running gateway with the admin key, because that has people and merchants in memory.
/// </summary>
internal static class ConsoleCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Invites a person into a shop.</summary>
    /// <param name="given">Settings.</param>
    /// <param name="email">The person's e-mail address.</param>
    /// <param name="merchant">The merchant's id or e-mail address.</param>
    /// <param name="role">The role, or null for the owner's.</param>
    /// <param name="output">Takes the link.</param>
    public static Task<int> InviteAsync(string[] given, string email, string merchant, string? role, TextWriter output) =>
        IssueAsync(given, $"merchants/{Uri.EscapeDataString(merchant)}/people", new JsonObject { ["email"] = email, ["role"] = role },
            output);

    /// <summary>Has a person set a password.</summary>
    /// <param name="given">Settings.</param>
    /// <param name="email">The person's e-mail address.</param>
    /// <param name="isOperator">Whether the link makes an operator.</param>
    /// <param name="dropsSecondFactor">Whether it takes the second factor away.</param>
    /// <param name="output">Takes the link.</param>
    public static Task<int> PasswordAsync(string[] given, string email, bool isOperator, bool dropsSecondFactor, TextWriter output) =>
        IssueAsync(given, "people/links",
            new JsonObject { ["email"] = email, ["operator"] = isOperator, ["drop_second_factor"] = dropsSecondFactor }, output);

    /// <summary>Makes somebody no operator any more, and prints who is one still.</summary>
    /// <param name="given">Settings.</param>
    /// <param name="email">The person's e-mail address.</param>
    /// <param name="output">Takes the operators' addresses.</param>
    public static Task<int> RemoveOperatorAsync(string[] given, string email, TextWriter output) =>
        AskAsync(given, HttpMethod.Delete, $"operators/{Uri.EscapeDataString(email)}", body: null, output, async data =>
        {
            foreach (var left in data["operators"]!.AsArray()) await output.WriteLineAsync((string?)left);
            await Console.Error.WriteLineAsync($"{email} is no operator any more. Above: who is.");
        });

    private static Task<int> IssueAsync(string[] given, string path, JsonObject body, TextWriter output) =>
        AskAsync(given, HttpMethod.Post, path, body, output, async data =>
        {
            await output.WriteLineAsync((string?)data["link"]);
            await Console.Error.WriteLineAsync($"It works once, until {(string?)data["valid_until"]}. Hand it over privately.");
        });

    private static async Task<int> AskAsync(
        string[] given, HttpMethod method, string path, JsonObject? body, TextWriter output, Func<JsonNode, Task> tell)
    {
        var settings = GatewaySettings.Read(SettingSources.Read(given));
        using var http = new HttpClient { Timeout = Patience };
        using var request = new HttpRequestMessage(method, LocalGateway.UriOf(settings, $"/api/v1/admin/{path}"));
        if (body is not null) request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        request.Headers.TryAddWithoutValidation(AdminKey.Header, KeyFiles.FindAdminKey(settings.Data, settings.AdminKey));
        try
        {
            using var answer = await http.SendAsync(request);
            var envelope = JsonNode.Parse(await answer.Content.ReadAsStringAsync());
            if (!answer.IsSuccessStatusCode)
                return await FailAsync((string?)envelope?["error"] ?? $"HTTP {(int)answer.StatusCode}", output);
            await tell(envelope!["data"]!);
            return 0;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or JsonException)
        {
            return await FailAsync($"No answer of the gateway: {exception.Message}", output);
        }
    }

    private static async Task<int> FailAsync(string words, TextWriter output)
    {
        await output.WriteLineAsync(words);
        return 1;
    }
}
