"""The label that says how a picture came to be: IPTC's DigitalSourceType, in XMP."""

from core.version import APP_NAME

_SCHEME = "http://cv.iptc.org/newscodes/digitalsourcetype/"
BY_MODEL, PAINTED = f"{_SCHEME}compositeWithTrainedAlgorithmicMedia", f"{_SCHEME}compositeSynthetic"
"""A photo's subject before what a trained model made, and before a place that was painted without one."""
MADE_BY_MODEL, MADE_BY_PAINTING = f"{_SCHEME}trainedAlgorithmicMedia", f"{_SCHEME}algorithmicMedia"
"""What stands behind a subject, by itself: a trained model's, and painted without one."""
CUT_OUT = f"{_SCHEME}algorithmicallyEnhanced"
"""A photo's subject by itself."""


def label(source_type: str) -> str:
    """A whole XMP packet. It is the same for every picture of its kind: nothing that a user wrote ever gets
    into XML here, and no XML is ever read."""
    return _LABEL.replace(_TYPE, source_type)


_TYPE = "DIGITAL SOURCE TYPE"
_LABEL = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about=""'
    ' xmlns:xmp="http://ns.adobe.com/xap/1.0/"'
    ' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"'
    f' xmp:CreatorTool="{APP_NAME}"'
    f' Iptc4xmpExt:DigitalSourceType="{_TYPE}"/>'
    '</rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
)
