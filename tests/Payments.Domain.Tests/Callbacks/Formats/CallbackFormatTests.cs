using Payments.Domain.Callbacks;
using Payments.Domain.Callbacks.Formats;
using Payments.Domain.Orders;

namespace Payments.Domain.Tests.Callbacks.Formats;

/// <summary>Each face by each thing that differs from face to face.</summary>
public sealed class CallbackFormatTests
{
    private const string Old = "k";
    private const string New = "new&key";

    public static TheoryData<Face> Faces => new(ExpectedFormats.ByFace.Keys);

    [Theory]
    [MemberData(nameof(Faces))]
    public void An_order_is_reported_with_the_fields_number_forms_and_signature_of_its_face(Face face)
    {
        var content = Compose(face, Old);
        content.Payload.Should().Be(ExpectedFormats.ByFace[face].Payload);
        content.Headers.Should().BeEquivalentTo(ExpectedFormats.ByFace[face].Headers);
        Compose(face, Old).Should().BeEquivalentTo(content, "the same order gives the same content");
    }

    [Theory]
    [MemberData(nameof(Faces))]
    public void After_a_key_change_the_same_words_carry_the_new_signature(Face face)
    {
        var content = Compose(face, Old);
        var renewed = Renew(face, content, New);
        renewed.Payload.Should().Be(ExpectedFormats.ByFace[face].Renewed);
        renewed.Headers.Should().BeEquivalentTo(ExpectedFormats.ByFace[face].RenewedHeaders);
        Renew(face, renewed, Old).Should().BeEquivalentTo(content);
        Renew(face, content, Old).Should().BeEquivalentTo(content);
    }

    [Theory]
    [MemberData(nameof(Faces))]
    public void A_test_has_a_callbacks_fields_and_no_signature(Face face)
    {
        var content = Format(face).Test(1001, CompletedOrders.Now);
        content.Payload.Should().Be(ExpectedFormats.ByFace[face].Test);
        content.Headers.Should().BeEmpty();
        Format(face).Test(1001, CompletedOrders.Now.AddMilliseconds(1)).Payload.Should().NotBe(content.Payload, "tests are told apart");
    }

    [Theory]
    [MemberData(nameof(Faces))]
    public void Methods_are_those_of_the_face_in_the_order_of_setting_and_experience(Face face)
    {
        var (format, expected) = (Format(face), ExpectedFormats.ByFace[face]);
        string.Join(" or ", format.Methods).Should().Be(expected.Methods);
        new[]
        {
            format.MethodsOf(NotifyMethod.Auto, null), format.MethodsOf(NotifyMethod.Auto, NotifyMethod.Get),
            format.MethodsOf(NotifyMethod.Get, NotifyMethod.Post), format.MethodsOf(NotifyMethod.Post, NotifyMethod.Get),
        }.Select(methods => string.Join(' ', methods)).Should().Equal(expected.MethodsBySetting);
        format.MethodsOf(NotifyMethod.Auto, NotifyMethod.Post).Should().Equal(format.MethodsOf(NotifyMethod.Auto, null));
    }

    [Theory]
    [MemberData(nameof(Faces))]
    public void Name_form_and_content_type_are_those_of_the_face(Face face)
    {
        var (format, expected) = (Format(face), ExpectedFormats.ByFace[face]);
        (format.Face, format.Name, format.Form, format.ContentType).Should().Be((face, expected.Name, expected.Form, expected.ContentType));
        CallbackFormats.Find(expected.Name).Should().BeSameAs(format);
    }

    [Theory]
    [MemberData(nameof(Faces))]
    public void Heard_is_what_the_faces_document_says_and_anything_else_has_its_reason(Face face)
    {
        Format(face).ErrorOf(200, " Success\n").Should().BeNull();
        new[] { (200, "ok"), (200, ""), (204, ""), (503, "success") }.Select(answer => Format(face).ErrorOf(answer.Item1, answer.Item2))
            .Should().Equal(ExpectedFormats.ByFace[face].Errors);
    }

    [Theory]
    [InlineData(Face.Epay)]
    [InlineData(Face.Pay188)]
    public void A_success_in_quotes_is_not_heard_and_the_reason_says_so(Face face) =>
        Format(face).ErrorOf(200, "\"Success\"\n").Should().Be(
            "HTTP 200, and the body is \"Success\" in quotes, as JSON writes a text: expected the bare word success");

    [Theory]
    [MemberData(nameof(Faces))]
    public void The_return_URL_carries_what_the_face_appends(Face face) =>
        Format(face).ReturnQuery(ExpectedFormats.Order(face), Old).Should().Be(ExpectedFormats.ByFace[face].ReturnQuery);

    [Theory]
    [MemberData(nameof(Faces))]
    public void Nothing_signed_tells_of_an_order_that_is_not_completed(Face face)
    {
        foreach (var status in Enum.GetValues<OrderStatus>().Where(status => status != OrderStatus.Completed))
        {
            var order = ExpectedFormats.Order(face, status);
            var entry = new OutboxEntry { Number = 1, Status = OrderStatus.Completed };
            if (ExpectedFormats.ByFace[face].IsCompletedOnly)
                FluentActions.Invoking(() => CompletedOrders.Callback(order, Old)).Should().Throw<InvalidOperationException>();
            else if (PaymentStatus.Of(order) != PaymentStatus.Completed)
                FluentActions.Invoking(() => Format(face).Compose(order, entry, Old, CompletedOrders.Now)).Should().Throw<InvalidOperationException>();
            FluentActions.Invoking(() => Format(face).ReturnQuery(order, Old)).Should().Throw<InvalidOperationException>();
        }
    }

    private static ICallbackFormat Format(Face face) => CallbackFormats.Of(face);

    private static CallbackContent Renew(Face face, CallbackContent content, string secret) =>
        Format(face).Renew(content, new CallbackKeys(secret), CompletedOrders.Now);

    private static CallbackContent Compose(Face face, string secret) => CompletedOrders.Callback(ExpectedFormats.Order(face), secret);
}
