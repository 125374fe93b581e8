using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Payments.Contracts.Notices;
using Payments.Domain.Notices;
using Polly;

namespace Payments.Grains.Notices;

/// <summary>
/// Sends messages by a bot (https://core.telegram.org/bots/api#sendmessage). They are plain text: no <c>parse_mode</c> is given, so that
/// nothing in them is markup.
/// </summary>
public sealed class TelegramCarrier(IHttpClientFactory clients, IOptions<TelegramOptions> options) : ILetterCarrier
{
    /// <summary>The name of the HTTP client.</summary>
    public const string ClientName = "telegram";

    /// <summary>Longest text of a message, by the Bot API.</summary>
    private const int TextLimit = 4096;

    /// <inheritdoc />
    public NoticeChannel Channel => NoticeChannel.Telegram;

    /// <inheritdoc />
    public bool IsSet => options.Value.IsSet;

    /// <inheritdoc />
    public async Task<CarrierAnswer> SendAsync(OutgoingLetter letter, CancellationToken cancellationToken)
    {
        if (!IsSet) return CarrierAnswer.Later("Telegram is not set");
        var text = $"{letter.Subject}\n\n{letter.Body}";
        var message = new JsonObject
        {
            ["chat_id"] = letter.Address,
            ["text"] = text.Length <= TextLimit ? text : text[..(TextLimit - 1)] + "…",
            ["link_preview_options"] = new JsonObject { ["is_disabled"] = true },
        };
        var url = $"{options.Value.BaseUrl.TrimEnd('/')}/bot{options.Value.BotToken}/sendMessage";
        using var content = new StringContent(message.ToJsonString(), Encoding.UTF8, "application/json");
        try
        {
            using var client = clients.CreateClient(ClientName);
            using var answer = await client.PostAsync(url, content, cancellationToken);
            return Judge(answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellationToken));
        }
        catch (HttpRequestException failure) when (failure.HttpRequestError is HttpRequestError.ConnectionError
            or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError)
        {
            return CarrierAnswer.Later($"no connection to Telegram: {failure.HttpRequestError}");
        }
        catch (OperationCanceledException failure)
            when (failure.InnerException is TimeoutException && !cancellationToken.IsCancellationRequested)
        {
            return CarrierAnswer.Later("no connection to Telegram: it took too long");
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or ExecutionRejectedException)
        {
            return failure is Polly.CircuitBreaker.BrokenCircuitException
                ? CarrierAnswer.Later("Telegram did not answer lately")
                : CarrierAnswer.Unknown("Telegram's answer did not come");
        }
    }

    /// <summary>Answers by https://core.telegram.org/bots/api#making-requests.</summary>
    private static CarrierAnswer Judge(HttpStatusCode status, string body)
    {
        var (isOk, words, pause) = Read(body);
        var reason = string.Create(CultureInfo.InvariantCulture, $"Telegram said {(int)status} {words}");
        return status switch
        {
            HttpStatusCode.OK when isOk => CarrierAnswer.Sent,
            HttpStatusCode.TooManyRequests => CarrierAnswer.Later(reason, pause),
            // The bot's token: the operator sets it right.
            HttpStatusCode.Unauthorized or HttpStatusCode.NotFound or HttpStatusCode.ServiceUnavailable => CarrierAnswer.Later(reason),
            >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError => CarrierAnswer.Refused(reason),
            _ => CarrierAnswer.Unknown(reason),
        };
    }

    private static (bool IsOk, string Words, TimeSpan? Pause) Read(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            if (root.ValueKind is not JsonValueKind.Object) return (false, "", null);
            var isOk = root.TryGetProperty("ok", out var ok) && ok.ValueKind is JsonValueKind.True;
            var words = root.TryGetProperty("description", out var said) && said.ValueKind is JsonValueKind.String ? said.GetString()! : "";
            var pause = root.TryGetProperty("parameters", out var parameters) && parameters.ValueKind is JsonValueKind.Object
                && parameters.TryGetProperty("retry_after", out var after) && after.TryGetInt32(out var seconds)
                ? TimeSpan.FromSeconds(seconds)
                : (TimeSpan?)null;
            return (isOk, words, pause);
        }
        catch (JsonException)
        {
            return (false, "", null);
        }
    }
}
