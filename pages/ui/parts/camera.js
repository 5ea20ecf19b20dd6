// The camera's picture, as large as it gives it; a press hands one frame over.
const WANTED = { width: { ideal: 4096 }, height: { ideal: 4096 } };
const QUALITY = 0.95;
const SENTENCES = {
  NotAllowedError: 'The browser was not allowed to use the camera. Allow it beside the address, or upload a file.',
  NotFoundError: 'No camera was found. Connect one, or upload a file.',
  NotReadableError: 'Another program has the camera. Close it there, or upload a file.',
};
const OUTSIDE = 'The browser gives the camera only to pages on this machine or over https. Upload a file instead: '
  + 'a phone offers its camera there.';

const begin = async (box, facing) => {
  box.stream?.getTracks().forEach((track) => track.stop());
  box.said.textContent = '';
  if (!navigator.mediaDevices) { box.said.textContent = OUTSIDE; return; }
  try {
    box.stream = await navigator.mediaDevices.getUserMedia({ audio: false, video: { ...WANTED, facingMode: facing } });
    if (box.gone) { box.stream.getTracks().forEach((track) => track.stop()); return; }
    box.video.srcObject = box.stream;
    const devices = await navigator.mediaDevices.enumerateDevices();
    box.turn.hidden = devices.filter((one) => one.kind === 'videoinput').length < 2;
  } catch (error) {
    box.said.textContent = SENTENCES[error.name] ?? 'The camera cannot be used (' + error.name + '). Upload a file.';
  }
};

export default function (component) {
  const { parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector('.camera');
  if (root.box) return undefined;
  const [video, said, take, turn] = ['video', '.said', '.take', '.turn'].map((name) => root.querySelector(name));
  const box = root.box = { video, said, turn, stream: null, gone: false };
  let facing = 'environment';
  video.onplaying = () => { take.disabled = false; };
  take.onclick = () => {
    if (!video.videoWidth) return;
    const canvas = document.createElement('canvas');
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    canvas.getContext('2d').drawImage(video, 0, 0);
    take.disabled = true;
    setTriggerValue('taken', canvas.toDataURL('image/jpeg', QUALITY));
  };
  turn.onclick = () => { facing = facing === 'user' ? 'environment' : 'user'; begin(box, facing); };
  begin(box, facing);
  return () => {
    box.gone = true;
    box.stream?.getTracks().forEach((track) => track.stop());
  };
}
