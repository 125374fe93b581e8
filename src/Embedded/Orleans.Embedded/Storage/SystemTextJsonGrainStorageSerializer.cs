using System.Text.Json;

namespace Orleans.Storage;

/// <summary>JSON by System.Text.Json's defaults; the product registers its own in its place.</summary>
internal sealed class SystemTextJsonGrainStorageSerializer : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T input) => new(JsonSerializer.SerializeToUtf8Bytes(input));

    public T Deserialize<T>(BinaryData input) => input.ToObjectFromJson<T>()!;
}
