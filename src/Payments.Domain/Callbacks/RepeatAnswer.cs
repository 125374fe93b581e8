using System.Text.Json;

namespace Payments.Domain.Callbacks;

/// <summary>How real shops answer a callback for an order that they have delivered already.</summary>
internal static class RepeatAnswer
{
    /// <summary>
    /// Whether an attempt was answered so: 500 (the shop throws), 302 or 303 (to the page of the order), or 200 with a JSON object whose
    /// <c>code</c> is 0 (nothing was updated).
    /// </summary>
    public static bool IsIn(DeliveryAttempt attempt) => attempt.StatusCode switch
    {
        500 or 302 or 303 => true,
        200 => attempt.Answer is { } answer && HasCodeZero(answer),
        _ => false,
    };

    private static bool HasCodeZero(string answer)
    {
        try
        {
            using var json = JsonDocument.Parse(answer.Trim('\uFEFF', ' ', '\r', '\n', '\t'));
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("code", out var code) &&
                code.ToString() == "0";
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
