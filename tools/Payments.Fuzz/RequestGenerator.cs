using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Payments.Testing.Gateway.Documents;

namespace Payments.Fuzz;

/// <summary>
/// Makes requests for what the OpenAPI documents name: fields that are known and others, values that fit and others, bodies that are whole,
/// cut, doubled or no JSON at all.
/// </summary>
internal static partial class RequestGenerator
{
    private const string Json = "application/json";
    private const string Form = "application/x-www-form-urlencoded";

    /// <summary>Notices of providers: not in the documents, because no merchant sends them.</summary>
    private static readonly string[] Notices =
        ["/notify/cryptomus/{merchant}", "/notify/medogram/{merchant}", "/notify/none/{merchant}", "/cashier/back/medogram/{payment}"];

    /// <summary>Fields that providers send, and what their readers look at first.</summary>
    private static readonly string[] NoticeFields =
    [
        "type", "uuid", "order_id", "status", "amount", "currency", "is_final", "sign", "txid", "trans_id", "id_get", "factorId",
        "convert", "payment_status",
    ];

    /// <summary>One generator for each operation, by its name.</summary>
    public static IReadOnlyDictionary<string, Gen<FuzzRequest>> All { get; } = ApiDocument.All
        .SelectMany(document => document.Operations, (document, operation) => (document, operation))
        .Select(found => KeyValuePair.Create(
            $"{found.operation.Method} {found.operation.Path}",
            Of(found.document, found.operation.Method, found.operation.Path)))
        .Concat(Notices.Select(path => KeyValuePair.Create($"POST {path}", Notice(path))))
        .ToDictionary();

    private static Gen<FuzzRequest> Of(ApiDocument document, string method, string path)
    {
        var item = document.Root.GetProperty("paths").GetProperty(path);
        var operation = item.GetProperty(method.ToLowerInvariant());
        var queries = Queries(document, item).Concat(Queries(document, operation)).ToArray();
        var (type, fields) = Body(document, operation);
        var senders = path.StartsWith("/api/v1/admin", StringComparison.Ordinal)
            ? Gen.Frequency((8, Gen.Constant(Sender.Operator)), (1, Gen.Constant(Sender.Merchant)), (1, Gen.Constant(Sender.Anybody)))
            : Gen.Frequency((8, Gen.Constant(Sender.Merchant)), (1, Gen.Constant(Sender.Operator)), (1, Gen.Constant(Sender.Anybody)));
        return from target in Target(path)
               from query in Pairs(queries)
               from sender in senders
               from body in type switch { Json => JsonBody(fields), Form => FormBody(fields), _ => Gen.Constant<byte[]>([]) }
               select new FuzzRequest(method, target + (query.Length > 0 ? $"?{query}" : ""), sender, type, body);
    }

    private static Gen<FuzzRequest> Notice(string path) =>
        from isForm in ArbMap.Default.GeneratorFor<bool>()
        from query in Pairs(NoticeFields)
        from body in isForm ? FormBody(NoticeFields) : JsonBody(NoticeFields)
        select new FuzzRequest("POST", query.Length > 0 ? $"{path}?{query}" : path, Sender.Provider, isForm ? Form : Json, body);

    private static IEnumerable<string> Queries(ApiDocument document, JsonElement place) =>
        !place.TryGetProperty("parameters", out var parameters) ? [] : parameters.EnumerateArray()
            .Select(document.Shape.Resolve).Where(parameter => parameter.GetProperty("in").GetString() == "query")
            .Select(parameter => parameter.GetProperty("name").GetString()!);

    private static (string? Type, string[] Fields) Body(ApiDocument document, JsonElement operation)
    {
        if (!operation.TryGetProperty("requestBody", out var request)) return (null, []);
        var content = document.Shape.Resolve(request).GetProperty("content").EnumerateObject().First();
        return (content.Name, [.. Properties(document, content.Value.GetProperty("schema")).Distinct()]);
    }

    private static IEnumerable<string> Properties(ApiDocument document, JsonElement schema)
    {
        schema = document.Shape.Resolve(schema);
        foreach (var words in new[] { "allOf", "oneOf" })
            if (schema.TryGetProperty(words, out var parts))
                foreach (var name in parts.EnumerateArray().SelectMany(part => Properties(document, part))) yield return name;
        if (schema.TryGetProperty("properties", out var properties))
            foreach (var property in properties.EnumerateObject()) yield return property.Name;
    }

    /// <summary>A path whose places are what the run has made, or anything.</summary>
    private static Gen<string> Target(string path)
    {
        var target = Gen.Constant("");
        foreach (var part in Places().Split(path))
        {
            var known = part switch
            {
                "{id}" when EndsTheRun(path) => null,
                "{id}" when path.Contains("/merchants/", StringComparison.Ordinal) => "{merchant}",
                "{id}" when path.Contains("/payments/", StringComparison.Ordinal) => "{payment}",
                "{id}" => "{order}",
                "{token}" => "{token}",
                "{user}" => "u1",
                _ => null,
            };
            var next = !part.StartsWith('{') ? Gen.Constant(part) : Gen.Frequency(
                (known is null ? 0 : 3, Gen.Constant(known ?? "")),
                (2, OddValues.Text.Select(text =>
                    Uri.EscapeDataString(Whole(text)) is { Length: > 0 and < 2000 } place && place is not ("." or "..") ? place : "x")));
            target = from before in target from more in next select before + more;
        }
        return target;
    }

    /// <summary>What would take the run's own key away, or bring it to a limit.</summary>
    private static bool EndsTheRun(string path) =>
        path.EndsWith("keys", StringComparison.Ordinal) || path.EndsWith("/limits", StringComparison.Ordinal);

    /// <summary>A query of known names: what else is in one is ignored by the gateway.</summary>
    private static Gen<string> Pairs(string[] names) =>
        from chosen in names.Length == 0 ? Gen.Constant(new List<string>()) : Gen.SubListOf(names).Select(list => list.Take(6).ToList())
        from pairs in Gen.CollectToList(chosen, name => OddValues.Text.Select(value => $"{Encode(name)}={Encode(value)}"))
        select string.Join('&', pairs);

    private static Gen<byte[]> FormBody(string[] fields) => Spoiled(
        from pairs in Gen.CollectToList(
            fields, name => Gen.Frequency((3, OddValues.Text), (1, Gen.Constant<string>(null!))).Select(value => (name, value)))
        select string.Join('&', pairs.Where(pair => pair.value is not null).Select(pair => $"{Encode(pair.name)}={Encode(pair.value)}")));

    private static Gen<byte[]> JsonBody(string[] fields) => Spoiled(
        from pairs in Gen.CollectToList(
            fields, name => Gen.Frequency((3, OddValues.Value), (2, Gen.Constant<string>(null!))).Select(value => (name, value)))
        from more in Gen.Frequency(
            (8, Gen.Constant("")),
            (1, Gen.Constant("\"more\":1")),
            (1, Gen.Constant(fields is [var first, ..] ? $"\"{first}\":\"again\"" : "")))
        select JsonObject(pairs, more));

    private static string JsonObject(IEnumerable<(string Name, string? Value)> pairs, string more)
    {
        var members = pairs.Where(pair => pair.Value is not null).Select(pair => $"{JsonSerializer.Serialize(pair.Name)}:{pair.Value}");
        return $"{{{string.Join(',', members.Append(more).Where(part => part.Length > 0))}}}";
    }

    /// <summary>Most as they are; some cut, changed, doubled, or something else altogether.</summary>
    private static Gen<byte[]> Spoiled(Gen<string> bodies)
    {
        var bytes = bodies.Select(body => Encoding.UTF8.GetBytes(body));
        return Gen.Frequency(
            (14, bytes),
            (2, from body in bytes from at in Gen.Choose(0, body.Length) select body[..at]),
            (2, from body in bytes
                from at in Gen.Choose(0, Math.Max(0, body.Length - 1))
                from value in Gen.Choose(0, 255)
                select Changed(body, at, (byte)value)),
            (1, bytes.Select(body => (byte[])[.. body, .. body])),
            (1, ArbMap.Default.GeneratorFor<byte[]>().Select(body => body ?? [])),
            (1, Gen.Choose(1, 3000).Select(depth => Encoding.UTF8.GetBytes(new string('[', depth) + new string(']', depth)))));
    }

    private static byte[] Changed(byte[] body, int at, byte value)
    {
        if (body.Length > 0) body[at] = value;
        return body;
    }

    private static string Encode(string text) => Uri.EscapeDataString(Whole(text));

    /// <summary>Halves of surrogate pairs have no place in UTF-8.</summary>
    private static string Whole(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    [GeneratedRegex(@"(\{[^}]+})")]
    private static partial Regex Places();
}
