using System.Text.Json;
using System.Text.Json.Nodes;
using Payments.Domain.Users;

namespace Payments.Http.Users;

/// <summary>
/// Which tokens of its end users a merchant has the gateway take: <c>mode</c> is <c>off</c>, <c>secret</c> or <c>jwks</c>.
/// </summary>
internal sealed record UserTokensView(string Mode, JsonNode? Jwks, string? JwksUrl)
{
    public static UserTokensView Of(UserTokenSettings? settings) => new(
        JsonNamingPolicy.CamelCase.ConvertName($"{settings?.Mode ?? UserTokenMode.Off}"),
        settings?.Jwks is { } keys ? JsonNode.Parse(keys) : null,
        settings?.JwksUrl);
}
